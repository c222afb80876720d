"""The addresses that report mails carry."""

from django.urls import path

from reports import views

urlpatterns = [
    path("decide/<str:token>/", views.decide_page, name="report-decide"),
    path("confirm/<str:token>/", views.confirm_page, name="report-confirm"),
    path("leave/<str:token>/", views.leave_page, name="report-leave"),
]

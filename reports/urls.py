"""The addresses that report mails carry."""

from django.urls import path

from reports import views

urlpatterns = [
    path("decide/<str:token>/", views.decide_page, name="report-decide"),
    path("leave/<str:token>/", views.leave_page, name="report-leave"),
]

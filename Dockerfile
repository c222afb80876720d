# One image for web, worker and beat; docker-compose.yml says which command each runs.
FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements/run.txt requirements/run.txt
RUN /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt

FROM python:3.11-slim
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
# A fixed id, so that a volume's owner can be named outside the image, too.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin advocacy \
    && install -d -o advocacy -g advocacy /data
WORKDIR /app
COPY --from=build /app/.venv /app/.venv
COPY manage.py ./
COPY advocacy advocacy
COPY public public
COPY intake intake
COPY reports reports
COPY letters letters
COPY people people
COPY links links
COPY templates templates
COPY static static
COPY locale locale
USER advocacy
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "advocacy.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--limit-request-line", "8190", "--access-logfile", "-"]

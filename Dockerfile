# One image for web, worker, beat and the one-off preparation. Node is needed here, not at run time.
FROM node:22-bookworm-slim AS assets
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY frontend frontend
COPY scripts/vendor_assets.py scripts/vendor_assets.py
RUN mkdir -p static && python3 scripts/vendor_assets.py

FROM python:3.12-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-core \
      postgresql-common ca-certificates \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements/production.txt requirements/production.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/production.txt
COPY . .
COPY --from=assets /app/static/vendor static/vendor
ENV DJANGO_SETTINGS_MODULE=config.settings.production PYTHONUNBUFFERED=1
RUN python scripts/compile_messages.py && python scripts/collect_static.py \
    && useradd --system --create-home klantmonitor && mkdir -p var && chown klantmonitor var
USER klantmonitor
EXPOSE 8000

# A tag can move; only a digest names one image for ever. The digest is the operator's to choose and
# to renew with security updates, so it is an argument, not a line that grows old here:
#   docker buildx imagetools inspect python:3.11-slim-bookworm     (shows the digest)
#   docker build --build-arg BASE=python:3.11-slim-bookworm@sha256:... --tag consent-service:0.1.0 .
#
# To run with nothing writable but the volume and a temporary folder:
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
#     --volume consent:/var/lib/consent --publish 8000:8000 consent-service:0.1.0
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/consent && mkdir /empty
WORKDIR /build
# The pinned packages first: this layer is rebuilt only when they change.
COPY requirements.lock ./
RUN /opt/consent/bin/python -m pip install --require-hashes --no-deps --requirement requirements.lock
COPY pyproject.toml README.md ./
COPY ledger ledger
COPY consent_service consent_service
# pip and setuptools have done their work once the project is in: an attacker gets neither.
RUN /opt/consent/bin/python -m pip install --no-deps --no-build-isolation . \
 && /opt/consent/bin/python -m pip uninstall --yes setuptools pip

FROM ${BASE}
ENV PATH=/opt/consent/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CONSENT_DATABASE_URL=sqlite:////var/lib/consent/consent.db \
    CONSENT_KEYS=/var/lib/consent/keys \
    CONSENT_CHECKPOINTS=/var/lib/consent/checkpoints \
    CONSENT_SPOOL=/var/lib/consent/spool
# Issuer, audience and host names are the operator's to give; so, for a real service, are folders on
# other volumes for keys and checkpoints.
COPY --from=builder /opt/consent /opt/consent
# The code belongs to root and the process to nobody in particular: it cannot change itself.
COPY --from=builder --chown=10001:10001 /empty /var/lib/consent
USER 10001:10001
WORKDIR /var/lib/consent
VOLUME ["/var/lib/consent"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["consent-service", "health"]
# The service is process 1 and receives the stop signal itself: no shell stands between.
CMD ["consent-service", "serve", "--host", "0.0.0.0"]

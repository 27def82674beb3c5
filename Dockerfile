FROM debian:12 AS build
WORKDIR /src
COPY . .
RUN ./dev build

FROM debian:12-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libfmt9 libpg-query1504.0 libpqxx-6.4 libyaml-cpp0.7 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/build/zdm /usr/local/bin/zdm
USER nobody
WORKDIR /migrations
ENTRYPOINT ["zdm"]

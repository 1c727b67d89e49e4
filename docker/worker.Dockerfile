FROM ubuntu:26.04 AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates dotnet-sdk-10.0 nodejs npm && rm -rf /var/lib/apt/lists/*
ARG TORCH=cpu
WORKDIR /src
COPY . .
RUN dotnet publish Jobs -c Release -p:Torch=$TORCH -o /app

FROM ubuntu:26.04
RUN apt-get update && apt-get install -y --no-install-recommends aspnetcore-runtime-10.0 libgomp1 && rm -rf /var/lib/apt/lists/* && useradd --create-home portal && mkdir /data && chown portal /data
WORKDIR /app
COPY --from=build /app .
USER portal
ENTRYPOINT ["dotnet", "ThermalPortal.Jobs.dll", "worker"]

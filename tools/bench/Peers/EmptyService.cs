using Grpc.Core;
using LocalAI.Plugins.Protocol;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalAI.Plugins.Bench.Peers;

/// <summary>
/// What <c>dotnet new grpc</c> makes, with the Health of our contract as its only method: the least that a gRPC service in
/// ASP.NET Core costs. Runs in a process of its own, as a hidden verb of this executable.
/// </summary>
internal static class EmptyService
{
    public const string Verb = "empty-service";

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ["--addr", var address])
            return 1;
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls($"http://{address}");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<HealthOnly>();
        await app.RunAsync();
        return 0;
    }

    private sealed class HealthOnly : Backend.BackendBase
    {
        public override Task<Reply> Health(HealthMessage request, ServerCallContext context) =>
            Task.FromResult(new Reply { Message = Google.Protobuf.ByteString.CopyFromUtf8("OK") });
    }
}

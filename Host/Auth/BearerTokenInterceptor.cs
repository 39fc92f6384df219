using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace LocalAI.Plugins.Host.Auth;

/// <summary>Asks every call of every service, Health included, for the bearer token.</summary>
internal sealed class BearerTokenInterceptor(string token) : Interceptor
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _expected = Encoding.UTF8.GetBytes(token);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(requestStream, responseStream, context);
    }

    /// <summary>What is wrong with an authorization header; null when it carries the token.</summary>
    public string? Fault(string? header)
    {
        if (string.IsNullOrEmpty(header))
            return "missing authorization header; send 'authorization: Bearer <token>'";
        if (!header.StartsWith(Scheme, StringComparison.Ordinal))
            return "authorization must use the Bearer scheme";
        // A comparison that stops at the first difference would tell how much of a guess is right.
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), _expected)
            ? null
            : "invalid token";
    }

    private void Check(ServerCallContext context)
    {
        if (Fault(context.RequestHeaders.GetValue("authorization")) is { } fault)
            throw new RpcException(new Status(StatusCode.Unauthenticated, fault));
    }
}

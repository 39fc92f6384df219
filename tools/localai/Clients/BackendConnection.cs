using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Clients;

/// <summary>A connection to a host: plain-text HTTP/2, 50 MiB messages, the token on every call.</summary>
internal sealed class BackendConnection : IDisposable
{
    /// <summary>Holds the token when <c>--token</c> is not given; the host reads the same variable.</summary>
    public const string TokenVariable = "LOCALAI_GRPC_AUTH_TOKEN";

    /// <summary>Bytes that a message may have, either way.</summary>
    public const int MaximumMessage = 50 * 1024 * 1024;

    private readonly GrpcChannel _channel;

    public BackendConnection(string address, string? token)
    {
        Address = address;
        _channel = GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
        {
            // The name of a model in a header may have letters of any language; the host reads UTF-8.
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaximumMessage,
            MaxSendMessageSize = MaximumMessage,
            // A host that is just starting is tried again soon.
            InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
            MaxReconnectBackoff = TimeSpan.FromMilliseconds(200),
        });
        Client = new Backend.BackendClient(token is null ? _channel.CreateCallInvoker() : _channel.Intercept(headers =>
        {
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        }));
    }

    /// <summary>Where the host listens, <c>HOST:PORT</c>.</summary>
    public string Address { get; }

    /// <summary>The RPCs.</summary>
    public Backend.BackendClient Client { get; }

    /// <summary>Whether Health answers exactly <c>OK</c>.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        // A closed port is seen sooner by a plain connect than through the channel, which waits between its attempts.
        if (!await AcceptsAsync(cancellationToken))
            return false;
        try
        {
            var reply = await Client.HealthAsync(new HealthMessage(), cancellationToken: cancellationToken);
            return reply.Message.Span.SequenceEqual("OK"u8);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();

    private async Task<bool> AcceptsAsync(CancellationToken cancellationToken)
    {
        var colon = Address.LastIndexOf(':');
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(Address[..colon].Trim('[', ']'), int.Parse(Address.AsSpan(colon + 1)), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

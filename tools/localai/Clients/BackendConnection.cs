using System.Text;
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

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}

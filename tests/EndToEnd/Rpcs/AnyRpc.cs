using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Rpcs;

/// <summary>Calls an RPC by its name, with messages written as JSON, whatever its shape.</summary>
internal static class AnyRpc
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    public static IReadOnlyList<MethodDescriptor> All { get; } = [.. BackendReflection.Descriptor.Services[0].Methods];

    /// <summary>Those that engines answer.</summary>
    public static IReadOnlyList<string> OfEngines { get; } =
        [.. All.Select(rpc => rpc.Name).Where(name => name is not ("Health" or "LoadModel" or "Free" or "Status"))];

    public static IReadOnlyList<string> Streaming { get; } = [.. All.Where(rpc => rpc.IsServerStreaming).Select(rpc => rpc.Name)];

    /// <summary>The status an RPC ends with; its answers do not matter.</summary>
    public static async Task<Status> StatusOfAsync(
        CallInvoker invoker, string name, CallOptions options, params string[] requests)
    {
        try
        {
            await foreach (var _ in CallAsync(invoker, name, options, requests))
                continue;
            return Status.DefaultSuccess;
        }
        catch (RpcException e)
        {
            return e.Status;
        }
    }

    /// <summary>Sends the requests, one JSON object each, and reads the answers, as JSON, one by one.</summary>
    public static IAsyncEnumerable<string> CallAsync(
        CallInvoker invoker, string name, CallOptions options, params string[] requests) =>
        CallAsync(invoker, name, options, requests, halfClose: true);

    /// <summary>The same, but a stream of requests is never closed.</summary>
    public static IAsyncEnumerable<string> OpenAsync(
        CallInvoker invoker, string name, CallOptions options, params string[] requests) =>
        CallAsync(invoker, name, options, requests, halfClose: false);

    private static async IAsyncEnumerable<string> CallAsync(
        CallInvoker invoker, string name, CallOptions options, string[] requests, bool halfClose)
    {
        var rpc = All.Single(rpc => rpc.Name == name);
        var messages = (requests is [] ? ["{}"] : requests)
            .Select(json => JsonParser.Default.Parse(json, rpc.InputType)).ToList();
        var method = new Method<IMessage, IMessage>(
            ShapeOf(rpc), rpc.Service.FullName, name, Of(rpc.InputType), Of(rpc.OutputType));

        if (!rpc.IsServerStreaming)
        {
            yield return Json.Format(await invoker.AsyncUnaryCall(method, null, options, Assert.Single(messages)));
        }
        else if (!rpc.IsClientStreaming)
        {
            using var call = invoker.AsyncServerStreamingCall(method, null, options, Assert.Single(messages));
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
                yield return Json.Format(answer);
        }
        else
        {
            using var call = invoker.AsyncDuplexStreamingCall(method, null, options);
            var sending = SendAsync(call.RequestStream, messages, halfClose);
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
                yield return Json.Format(answer);
            await sending;
        }
    }

    private static async Task SendAsync(IClientStreamWriter<IMessage> requests, IEnumerable<IMessage> messages, bool halfClose)
    {
        try
        {
            foreach (var message in messages)
                await requests.WriteAsync(message);
            if (halfClose)
                await requests.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // The call has ended; its status comes with the answers.
        }
    }

    private static MethodType ShapeOf(MethodDescriptor rpc) =>
        rpc.IsClientStreaming ? MethodType.DuplexStreaming
        : rpc.IsServerStreaming ? MethodType.ServerStreaming
        : MethodType.Unary;

    private static Marshaller<IMessage> Of(MessageDescriptor type) =>
        Marshallers.Create(message => message.ToByteArray(), type.Parser.ParseFrom);
}

using Grpc.Core;
using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Host.Errors;

/// <summary>The one place where a failure becomes a gRPC status.</summary>
internal static class StatusTable
{
    /// <summary>The status code of an engine's failure, as <see cref="EngineFailure"/> documents it.</summary>
    public static StatusCode CodeOf(EngineFailure failure) => failure switch
    {
        EngineFailure.InvalidInput => StatusCode.InvalidArgument,
        EngineFailure.NotFound => StatusCode.NotFound,
        EngineFailure.ModelNotLoaded => StatusCode.FailedPrecondition,
        EngineFailure.Unsupported => StatusCode.Unimplemented,
        EngineFailure.ResourceExhausted => StatusCode.ResourceExhausted,
        EngineFailure.PermissionDenied => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };

    /// <summary>For work that comes after the signal to end; the one case where UNAVAILABLE is true.</summary>
    public static RpcException Draining() => new(new Status(StatusCode.Unavailable, "The host is shutting down."));

    public static RpcException Cancelled(string message) => new(new Status(StatusCode.Cancelled, message));

    public static RpcException Of(EngineException exception) =>
        new(new Status(CodeOf(exception.Failure), exception.Message, exception));

    /// <summary>For an exception that no engine should let out: the user gets a sentence, the log the stack.</summary>
    public static RpcException Unexpected(string who, string rpc, Exception exception) => new(new Status(StatusCode.Internal,
        $"{who} failed unexpectedly in {rpc} ({exception.GetType().Name}); the log of the host has the details.", exception));
}

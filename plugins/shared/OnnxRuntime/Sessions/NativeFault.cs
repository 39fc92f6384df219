using LocalAI.Plugins.Abstractions;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>What the library's exceptions mean for the user.</summary>
internal static class NativeFault
{
    private const int LongestReason = 300;

    /// <summary>Whether an exception is the library's, or says that the library is not there.</summary>
    public static bool Is(Exception e) =>
        e is OnnxRuntimeException or DllNotFoundException or BadImageFormatException or TypeInitializationException;

    /// <summary>The cause, in a few words on one line.</summary>
    public static string Reason(Exception e)
    {
        var text = string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        // Messages begin with [ErrorCode:Fail].
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var bracket)
            text = text[(bracket + 1)..].TrimStart();
        return (text.Length <= LongestReason ? text : text[..LongestReason] + "…").TrimEnd('.');
    }

    /// <summary>Why a model could not be opened.</summary>
    public static EngineException OfOpening(string field, string path, Device device, Exception e)
    {
        var reason = Reason(e);
        if (e is not OnnxRuntimeException)
        {
            return new EngineException(EngineFailure.Internal,
                $"The native library of ONNX Runtime cannot be loaded ({Reason(e.InnerException ?? e)}); install the plugin again.", e);
        }
        if (ExecutionProvider.IsFaultOf(device, reason))
            return ExecutionProvider.Refuse(device, reason, e);
        return IsOutOfMemory(reason)
            ? new EngineException(EngineFailure.ResourceExhausted,
                $"{field} is '{path}', for which {device} has too little memory ({reason}); unload other models.", e)
            : new EngineException(EngineFailure.InvalidInput,
                $"{field} is '{path}', which ONNX Runtime cannot open ({reason}); download or export the model again.", e);
    }

    /// <summary>Why a model could not be run.</summary>
    public static EngineException OfRunning(string path, Device device, Exception e)
    {
        var reason = Reason(e);
        return IsOutOfMemory(reason)
            ? new EngineException(EngineFailure.ResourceExhausted,
                $"{device} has too little memory to run {Path.GetFileName(path)} ({reason}); send less at once or unload other models.", e)
            : new EngineException(EngineFailure.Internal, $"ONNX Runtime failed to run {Path.GetFileName(path)} ({reason}).", e);
    }

    private static bool IsOutOfMemory(string reason) => reason.Contains("bad_alloc", StringComparison.Ordinal)
        || reason.Contains("bad allocation", StringComparison.Ordinal)
        || reason.Contains("allocate memory", StringComparison.OrdinalIgnoreCase)
        || reason.Contains("out of memory", StringComparison.OrdinalIgnoreCase);
}

using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>
/// Brings what a session says into the engine's log. The library's environment lives as long as the process and would call into a plugin
/// that is unloaded; a session ends before its plugin does, so each has its own callback, which the managed API does not offer.
/// </summary>
internal sealed unsafe partial class SessionLog : IDisposable
{
    /// <summary>The version of the C API that brought SetUserLoggingFunction.</summary>
    private const uint ApiVersion = 17;

    private const int Error = 3;

    private GCHandle _logger;

    private SessionLog(ILogger logger) => _logger = GCHandle.Alloc(logger);

    /// <summary>Attaches a logger to a session that is going to be opened; to be disposed of after the session.</summary>
    public static SessionLog Attach(SessionOptions options, ILogger logger)
    {
        var log = new SessionLog(logger);
        var getApi = (delegate* unmanaged<uint, OrtApi*>)OrtGetApiBase()->GetApi;
        var set = (delegate* unmanaged<nint, delegate* unmanaged<nint, int, byte*, byte*, byte*, byte*, void>, nint, nint>)
            getApi(ApiVersion)->SetUserLoggingFunction;
        // Gives a status only if the options are null.
        _ = set(options.DangerousGetHandle(), &Write, GCHandle.ToIntPtr(log._logger));
        options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
        return log;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_logger.IsAllocated)
            _logger.Free();
    }

    [UnmanagedCallersOnly]
    private static void Write(nint logger, int severity, byte* category, byte* session, byte* place, byte* message)
    {
        // An exception must not cross into native code.
        try
        {
            var target = (ILogger)GCHandle.FromIntPtr(logger).Target!;
            var line = Marshal.PtrToStringUTF8((nint)message) ?? "";
            if (severity >= Error)
                LogError(target, line);
            else
                LogWarning(target, line);
        }
        catch
        {
            // Nothing to tell it to.
        }
    }

    [LibraryImport("onnxruntime")]
    private static partial OrtApiBase* OrtGetApiBase();

    [LoggerMessage(EventId = 5001, Level = LogLevel.Warning, Message = "ONNX Runtime error: {Line}")]
    private static partial void LogError(ILogger logger, string line);

    // Old files give one for every weight.
    [LoggerMessage(EventId = 5002, Level = LogLevel.Debug, Message = "ONNX Runtime warning: {Line}")]
    private static partial void LogWarning(ILogger logger, string line);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.LlamaCpp;

/// <summary>
/// Brings llama.cpp's log into the engine's, and keeps the latest errors: the library returns null on failure and says why only here.
/// </summary>
internal static unsafe partial class NativeLog
{
    private const int Warning = 3;
    private const int Error = 4;
    private const int Continuation = 5;
    private const int KeptErrors = 8;

    /// <summary>Characters; a line a tensor of the largest models is a tenth of it.</summary>
    private const int LongestRecord = 64 * 1024 * 1024;

    private static readonly Queue<string> Errors = new();
    private static volatile ILogger? _logger;
    private static int _lastLevel;

    /// <summary>What the library says on this thread while <see cref="Record"/> runs.</summary>
    [ThreadStatic]
    private static StringBuilder? _record;

    /// <summary>Where lines go; null drops them.</summary>
    public static ILogger? Logger { set => _logger = value; }

    /// <summary>Which lines pass: 0 none, 1 errors, 2 warnings too, 3 information too, 4 and above all.</summary>
    public static int Verbosity { get; set; } = 3;

    public static void Attach() => LlamaApi.llama_log_set(&Write, null);

    /// <summary>Must run before the plugin is unloaded: the library would go on calling into code that is gone.</summary>
    public static void Detach()
    {
        LlamaApi.llama_log_set(null, null);
        _logger = null;
    }

    /// <summary>Runs a native call and gives all that it said on this thread, whatever other threads say meanwhile.</summary>
    public static (T Result, string Said) Record<T>(Func<T> call)
    {
        var record = _record = new StringBuilder();
        try
        {
            return (call(), record.ToString());
        }
        finally
        {
            _record = null;
        }
    }

    public static void ClearErrors()
    {
        lock (Errors)
            Errors.Clear();
    }

    /// <summary>The errors since <see cref="ClearErrors"/>, joined; empty when there were none.</summary>
    public static string TakeErrors()
    {
        lock (Errors)
        {
            var text = string.Join("; ", Errors.Distinct());
            Errors.Clear();
            return text;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Write(int level, byte* text, void* userData)
    {
        // An exception must not cross into native code.
        try
        {
            var said = Marshal.PtrToStringUTF8((nint)text);
            if (_record is { } record && record.Length < LongestRecord)
                record.Append(said);
            var line = said?.TrimEnd();
            if (string.IsNullOrEmpty(line))
                return;

            var effective = level == Continuation ? _lastLevel : level;
            _lastLevel = effective;
            if (effective == Error)
                Keep(line);
            if (_logger is { } logger)
                Forward(logger, effective, line);
        }
        catch
        {
            // Nothing to tell it to.
        }
    }

    private static void Keep(string line)
    {
        lock (Errors)
        {
            if (Errors.Count == KeptErrors)
                Errors.Dequeue();
            Errors.Enqueue(line);
        }
    }

    private static void Forward(ILogger logger, int level, string line)
    {
        // The library counts 1 debug, 2 information, 3 warning, 4 error.
        if (Error - level >= Verbosity)
            return;
        switch (level)
        {
            case Error: LogError(logger, line); break;
            case Warning: LogWarning(logger, line); break;
            // llama.cpp prints some 550 lines a load, most of them marked as information.
            default: LogDetail(logger, line); break;
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "llama.cpp error: {Line}")]
    private static partial void LogError(ILogger logger, string line);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Debug, Message = "llama.cpp warning: {Line}")]
    private static partial void LogWarning(ILogger logger, string line);

    [LoggerMessage(EventId = 2003, Level = LogLevel.Trace, Message = "llama.cpp: {Line}")]
    private static partial void LogDetail(ILogger logger, string line);
}

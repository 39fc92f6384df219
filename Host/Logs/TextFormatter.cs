using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LocalAI.Plugins.Host.Logs;

/// <summary>Writes <c>time=… level=INFO msg="…"</c>, the format LocalAI calls text.</summary>
internal sealed class TextFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "text";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"time={DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffZ}"));
        textWriter.Write($" level={Level(logEntry.LogLevel)} logger={logEntry.Category}");
        textWriter.Write($" event={logEntry.EventId.Id} msg={Quoted(message)}");
        if (logEntry.Exception is { } exception)
            textWriter.Write($" error={Quoted(exception.ToString())}");
        textWriter.Write('\n');
    }

    private static string Quoted(string text) =>
        '"' + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\r", "\\r").Replace("\n", "\\n") + '"';

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        _ => "ERROR",
    };
}

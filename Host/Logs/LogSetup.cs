using LocalAI.Plugins.Host.Options;
using Microsoft.Extensions.Logging.Console;

namespace LocalAI.Plugins.Host.Logs;

/// <summary>Sends the log to stderr, one line an entry, in the format that was asked for.</summary>
internal static class LogSetup
{
    public static void Apply(ILoggingBuilder logging, ServerOptions options)
    {
        logging.SetMinimumLevel(options.LogLevel);
        // What the web server has to say about each request interests only those who look for a fault in it.
        if (options.LogLevel > LogLevel.Trace)
            logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning);
        // A start that fails is told in one sentence at the end, not in a stack trace before it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        logging.AddSimpleConsole(simple =>
        {
            simple.SingleLine = true;
            simple.TimestampFormat = "HH:mm:ss.fff ";
            simple.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.AddConsoleFormatter<TextFormatter, ConsoleFormatterOptions>();
        // Last, because adding a formatter also chooses it.
        logging.AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.FormatterName = options.LogFormat switch
            {
                LogFormat.Json => ConsoleFormatterNames.Json,
                LogFormat.Text => TextFormatter.FormatterName,
                _ => ConsoleFormatterNames.Simple,
            };
        });
    }
}

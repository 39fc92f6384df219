namespace LocalAI.Plugins.Host.Logs;

/// <summary>How a log line looks.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Default,

    /// <summary><c>key=value</c> pairs.</summary>
    Text,

    /// <summary>One JSON object a line.</summary>
    Json,
}

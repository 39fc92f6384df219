using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>What happens to namespaces in PostgreSQL, for operators.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(EventId = 4101, Level = LogLevel.Information,
        Message = "PostgreSQL at {Place} has pgvector, but this user may not create the extension; searches go on without. {Reason}")]
    public static partial void ExtensionRefused(ILogger logger, string place, string reason);

    [LoggerMessage(EventId = 4102, Level = LogLevel.Information,
        Message = "Namespace '{Name}' in PostgreSQL at {Place}: building the index of {Dimension} dimensions.")]
    public static partial void IndexBegun(ILogger logger, string name, string place, int dimension);

    [LoggerMessage(EventId = 4103, Level = LogLevel.Information,
        Message = "Namespace '{Name}' in PostgreSQL at {Place}: the index of {Dimension} dimensions is ready.")]
    public static partial void IndexReady(ILogger logger, string name, string place, int dimension);

    [LoggerMessage(EventId = 4104, Level = LogLevel.Warning,
        Message = "Namespace '{Name}' in PostgreSQL at {Place}: the index could not be built, searches stay exact. {Reason}")]
    public static partial void IndexFailed(ILogger logger, string name, string place, string reason);
}

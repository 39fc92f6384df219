using System.Net.Sockets;
using LocalAI.Plugins.Abstractions;
using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>What went wrong with a database, for the user: one sentence with its place and the next step.</summary>
internal static class PostgresFault
{
    /// <summary>Whether the same again, on another connection, may go well.</summary>
    public static bool MayPassAtOnce(NpgsqlException exception) => exception switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        // A refused connection would be refused again.
        { InnerException: IOException or ObjectDisposedException } => true,
        _ => false,
    };

    /// <summary>The failure of the engine that an exception of Npgsql is.</summary>
    public static EngineException Of(Exception exception, PostgresDatabase database) => exception switch
    {
        PostgresException e => OfServer(e, database),
        _ => OfConnection(exception, database),
    };

    private static EngineException OfServer(PostgresException e, PostgresDatabase database)
    {
        var place = $"PostgreSQL at {database.Place}";
        return e.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Fault(
                e, EngineFailure.PermissionDenied,
                $"{place} does not let the user '{database.User}' in; check Username and Password of the option postgres."),
            PostgresErrorCodes.InvalidCatalogName => Fault(e, EngineFailure.NotFound,
                $"{place} has no such database; create it with createdb, or name another as Database of the option postgres."),
            PostgresErrorCodes.InsufficientPrivilege => Fault(e, EngineFailure.PermissionDenied,
                $"{place} refuses the user '{database.User}': {Said(e)}; grant the right, or create the schema {Identifier.Schema} for "
                + "the user."),
            PostgresErrorCodes.ReadOnlySqlTransaction => Fault(e, EngineFailure.PermissionDenied,
                $"{place} only lets read; name the primary server as Host of the option postgres."),
            PostgresErrorCodes.DiskFull => Fault(e, EngineFailure.ResourceExhausted,
                $"{place} has no room on its disk; free some there, nothing was changed."),
            PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.ProgramLimitExceeded or PostgresErrorCodes.InsufficientResources => Fault(
                e, EngineFailure.ResourceExhausted, $"{place} has too little memory for this: {Said(e)}; send less at once."),
            PostgresErrorCodes.TooManyConnections => Fault(e, EngineFailure.ResourceExhausted,
                $"{place} has too many connections; lower 'Maximum Pool Size' in the option postgres or raise max_connections there."),
            PostgresErrorCodes.QueryCanceled => Fault(e, EngineFailure.ResourceExhausted,
                $"{place} ended the statement: {Said(e)}; raise its statement_timeout for the user '{database.User}'."),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => Fault(e, EngineFailure.NotFound,
                $"{place} no longer has the namespace's table; load the model again to create it."),
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => Fault(
                e, EngineFailure.Internal, $"{place} is starting or stopping; try again when it has."),
            _ => Fault(e, EngineFailure.Internal, $"{place} answered '{Said(e)}' ({e.SqlState}); the server's log may say more."),
        };
    }

    private static EngineException OfConnection(Exception e, PostgresDatabase database)
    {
        var cause = e;
        while (cause.InnerException is { } inner)
            cause = inner;
        return cause switch
        {
            SocketException or IOException => Fault(e, EngineFailure.Internal,
                $"PostgreSQL at {database.Place} cannot be reached ({Line(cause.Message)}); start it, or check Host and Port of the option "
                + "postgres."),
            TimeoutException => Fault(e, EngineFailure.Internal,
                $"PostgreSQL at {database.Place} does not answer in time; check Host and Port of the option postgres, and the network."),
            _ => Fault(e, EngineFailure.Internal,
                $"The connection to PostgreSQL at {database.Place} failed ({Line(cause.Message)}); check the option postgres."),
        };
    }

    private static string Said(PostgresException e) => Line(e.MessageText);

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');

    private static EngineException Fault(Exception cause, EngineFailure failure, string message) => new(failure, message, cause);
}

using Npgsql;

namespace LocalAI.Plugins.Store.Postgres;

/// <summary>Statements with positional parameters: $1 is the first.</summary>
internal static class Sql
{
    /// <summary>A statement of a transaction.</summary>
    public static NpgsqlCommand Statement(this NpgsqlTransaction transaction, string text, params ReadOnlySpan<object> parameters)
    {
        var command = transaction.Connection!.Statement(text, parameters);
        command.Transaction = transaction;
        return command;
    }

    /// <summary>A statement of a connection.</summary>
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string text, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }

    /// <summary>Runs a statement that answers nothing.</summary>
    public static async Task RunAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
            await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of the first row, or the type's default without one.</summary>
    public static async Task<T?> ScalarAsync<T>(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
            return await command.ExecuteScalarAsync(cancellationToken) is T value ? value : default;
    }
}

using System.Net;
using System.Net.Sockets;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Postgres;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>What a user reads when the database does not do what is asked: the place and the next step, and never the password.</summary>
public class PostgresFaultTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_is_said_without_it()
    {
        var connection = new NpgsqlConnectionStringBuilder(await server.ConnectionAsync()) { Password = "not-it" };

        var fault = await RefusedAsync(EngineFailure.PermissionDenied, connection.ConnectionString);

        Assert.Contains($"127.0.0.1:{connection.Port}/postgres does not let the user 'tester' in", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("not-it", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_named()
    {
        var connection = new NpgsqlConnectionStringBuilder(await server.ConnectionAsync()) { Database = "elsewhere" };

        var fault = await RefusedAsync(EngineFailure.NotFound, connection.ConnectionString);

        Assert.Contains("/elsewhere has no such database; create it with createdb", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        // A socket that is bound and does not listen: the port refuses, and nobody else can take it.
        using var taken = new Socket(SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var fault = await RefusedAsync(EngineFailure.Internal, $"Host=127.0.0.1;Port={port};Database=d;Username=u;Password=hidden");

        Assert.StartsWith($"PostgreSQL at 127.0.0.1:{port}/d cannot be reached", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_nobody_knows_is_named() =>
        Assert.StartsWith("PostgreSQL at nobody.invalid/d cannot be reached",
            await RefusedAsync(EngineFailure.Internal, "Host=nobody.invalid;Database=d;Username=u"), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_password_is_said()
    {
        var connection = new NpgsqlConnectionStringBuilder(await server.ConnectionAsync()) { Password = null };

        var fault = await RefusedAsync(EngineFailure.Internal, connection.ConnectionString);

        Assert.Contains("/postgres failed (No password has been provided", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Host=h;Minimum Pool Size=5;Maximum Pool Size=2;Password=hidden")]
    [InlineData("Host=")]
    [InlineData("hidden")]
    [InlineData("Host=h;Port=hidden")]
    [InlineData("Host=h;Password=a;hidden=b")]
    [InlineData("postgresql://user:hidden@host/database")]
    public async Task What_is_no_connection_string_is_refused_without_a_word_of_it(string connection)
    {
        var fault = await RefusedAsync(EngineFailure.InvalidInput, connection);

        Assert.StartsWith("The option postgres is no connection string", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_the_right_to_create_is_told_which_and_may_use_what_others_created()
    {
        var admin = await server.ConnectionAsync();
        var (database, user) = ($"d{Guid.NewGuid():N}", $"u{Guid.NewGuid():N}");
        await PostgresServer.SqlAsync(admin, $"create user {user} password 'p'", $"create database {database}");
        var own = new NpgsqlConnectionStringBuilder(admin) { Database = database };
        var theirs = new NpgsqlConnectionStringBuilder(own.ConnectionString) { Username = user, Password = "p" }.ConnectionString;

        var fault = await RefusedAsync(EngineFailure.PermissionDenied, theirs);

        Assert.Contains($"refuses the user '{user}': permission denied for database {database}", fault, StringComparison.Ordinal);
        await (await OpenAsync(own.ConnectionString)).DisposeAsync();
        await PostgresServer.SqlAsync(own.ConnectionString, $"grant usage on schema localai_store to {user}",
            $"grant select, insert, update, delete on all tables in schema localai_store to {user}");
        await using var space = await OpenAsync(theirs);
        await space.SetAsync([Vectors.Key(1)], [Vectors.Value("a")], Token);
        Assert.Single((await space.GetAsync([Vectors.Key(1)], Token)).Keys);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_is_changed()
    {
        var connection = await server.ConnectionAsync();
        await using var space = await OpenAsync(connection, "full");
        await space.SetAsync([Vectors.Key(1, 0)], [Vectors.Value("a")], Token);
        // PostgreSQL's own code, raised for the second row of a statement.
        await PostgresServer.SqlAsync(connection,
            "create function full_disk() returns trigger language plpgsql as "
            + "$$ begin if new.value = '\\x78' then raise 'no space left on device' using errcode = '53100'; end if; return new; end $$",
            "create trigger full_disk before insert or update on localai_store.\"store://full\" for each row execute function full_disk()");

        var fault = await Assert.ThrowsAsync<EngineException>(() => space.SetAsync(
            [Vectors.Key(1, 0), Vectors.Key(0, 1)], [Vectors.Value("b"), Vectors.Value("x")], Token));

        Assert.Equal(EngineFailure.ResourceExhausted, fault.Failure);
        Assert.Contains("has no room on its disk", fault.Message, StringComparison.Ordinal);
        Assert.Equal("a", Assert.Single((await space.FindAsync([1, 0], 5, Token)).Values).Bytes.ToStringUtf8());
        Assert.Equal(1, space.State.Rows);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_ends_in_the_database_too()
    {
        var connection = await server.ConnectionAsync();
        await using var space = await OpenAsync(connection, "slow");
        await using var holder = new NpgsqlConnection(connection);
        await holder.OpenAsync(Token);
        await using var held = await holder.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand("select from localai_store.namespaces where name = 'slow' for update", holder, held);
        await hold.ExecuteNonQueryAsync(Token);
        using var cancelled = new CancellationTokenSource();
        var waiting = space.SetAsync([Vectors.Key(1)], [Vectors.Value("a")], cancelled.Token);
        await WaitForLockAsync(connection);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await held.RollbackAsync(Token);
        Assert.Empty((await space.GetAsync([Vectors.Key(1)], Token)).Keys);
        await space.SetAsync([Vectors.Key(1)], [Vectors.Value("b")], Token);
    }

    [Fact]
    public async Task A_newer_format_is_refused_when_it_is_opened_and_when_it_is_used()
    {
        var connection = await server.ConnectionAsync();
        await using var space = await OpenAsync(connection, "newer");
        await space.SetAsync([Vectors.Key(1)], [Vectors.Value("a")], Token);
        await PostgresServer.SqlAsync(connection, "update localai_store.namespaces set format = 7 where name = 'newer'");

        Assert.Contains("has format 7, and this version knows formats up to 1",
            await RefusedAsync(EngineFailure.InvalidInput, connection, "newer"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineException>(() => space.SetAsync([Vectors.Key(2)], [Vectors.Value("b")], Token));
        await Assert.ThrowsAsync<EngineException>(() => space.FindAsync([1], 1, Token));
    }

    [Fact]
    public async Task After_the_server_comes_back_calls_work_again()
    {
        var own = await PostgresServer.OwnAsync();
        await using var _ = own;
        await using var space = await OpenAsync(await own.ConnectionAsync());
        await space.SetAsync([Vectors.Key(1, 2)], [Vectors.Value("kept")], Token);

        await own.StopAsync();
        var fault = await Assert.ThrowsAsync<EngineException>(() => space.GetAsync([Vectors.Key(1, 2)], Token));
        Assert.Equal(EngineFailure.Internal, fault.Failure);
        Assert.Matches("^PostgreSQL at 127.0.0.1:[0-9]+/postgres (cannot be reached|is starting or stopping)", fault.Message);
        Assert.Equal(1, space.State.Rows);

        await own.StartAsync();
        await space.SetAsync([Vectors.Key(3, 4)], [Vectors.Value("new")], Token);
        Assert.Equal(2, (await space.FindAsync([1, 1], 5, Token)).Keys.Count);
    }

    [Fact]
    public async Task A_restart_between_two_calls_is_not_noticed()
    {
        var own = await PostgresServer.OwnAsync();
        await using var _ = own;
        await using var space = await OpenAsync(await own.ConnectionAsync());
        await space.SetAsync([Vectors.Key(1, 2)], [Vectors.Value("kept")], Token);

        await own.StopAsync();
        await own.StartAsync();

        Assert.Single((await space.GetAsync([Vectors.Key(1, 2)], Token)).Keys);
    }

    [Fact]
    public async Task A_table_that_was_dropped_is_said_and_created_again_by_the_next_load()
    {
        var connection = await server.ConnectionAsync();
        await using (var space = await OpenAsync(connection, "dropped"))
        {
            await space.SetAsync([Vectors.Key(1, 2)], [Vectors.Value("a")], Token);
            await PostgresServer.SqlAsync(connection, "drop table localai_store.\"store://dropped\"");

            var fault = await Assert.ThrowsAsync<EngineException>(() => space.FindAsync([1, 2], 1, Token));
            Assert.Equal(EngineFailure.NotFound, fault.Failure);
            Assert.Contains("load the model again", fault.Message, StringComparison.Ordinal);
        }

        await using var again = await OpenAsync(connection, "dropped");
        await again.SetAsync([Vectors.Key(1, 2, 3)], [Vectors.Value("b")], Token);
    }

    [Fact]
    public async Task A_table_that_was_emptied_with_SQL_takes_any_dimension_after_the_next_load()
    {
        var connection = await server.ConnectionAsync();
        await using (var space = await OpenAsync(connection, "emptied"))
            await space.SetAsync([Vectors.Key(1, 2)], [Vectors.Value("a")], Token);
        await PostgresServer.SqlAsync(connection, "truncate localai_store.\"store://emptied\"");

        await using var again = await OpenAsync(connection, "emptied");
        await again.SetAsync([Vectors.Key(1, 2, 3)], [Vectors.Value("b")], Token);
        Assert.Equal(1, again.State.Rows);
    }

    private static Task<PostgresNamespace> OpenAsync(string connection, string name = "faults") =>
        PostgresNamespace.OpenAsync(new StoreSettings { Name = name, Postgres = connection }, NullLogger.Instance, Token);

    private static async Task<string> RefusedAsync(EngineFailure failure, string connection, string name = "faults")
    {
        var exception = await Assert.ThrowsAsync<EngineException>(() => OpenAsync(connection, name));
        Assert.Equal(failure, exception.Failure);
        return exception.Message;
    }

    // PostgreSQL says who waits for a lock.
    private static async Task WaitForLockAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        while (true)
        {
            await using var command = source.CreateCommand(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%for update%'");
            if ((long)(await command.ExecuteScalarAsync(Token))! > 0)
                return;
            await Task.Yield();
        }
    }
}

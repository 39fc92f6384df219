using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LocalAI.Plugins.Store.Tests.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace LocalAI.Plugins.Store.Tests.Postgres;

/// <summary>
/// A PostgreSQL of its own for the tests, on the loopback and in a temporary folder; started when the first test asks for it. The
/// server refuses to run as root, so root hands it to the user postgres, which Debian's package creates.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string User = "tester";
    public const string Password = "se;cret 'word'";

    // postgres ends at once, and cleanly, on SIGINT; it must not read from our pipe itself.
    private const string UntilInputEnds = "\"$@\" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"localai-pg-{Guid.NewGuid():N}");
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private ServerProcess? _server;
    private int _port;

    private string Data => Path.Combine(_folder, "data");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        _oneAtATime.Dispose();
    }

    /// <summary>The connection string of its database; skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> ConnectionAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            // Only its absence is a reason to skip; one that is there and does not start fails the test.
            Assert.SkipWhen(OperatingSystem.IsWindows() || Programs() is null, "PostgreSQL is not installed (the package postgresql).");
            if (_server is null)
                await CreateAsync(Programs()!);
            return Connection(_port);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>A second server, which a test may stop and start again.</summary>
    public static async Task<PostgresServer> OwnAsync()
    {
        var server = new PostgresServer();
        await server.ConnectionAsync();
        return server;
    }

    /// <summary>Stops it; its data stays.</summary>
    public async Task StopAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    /// <summary>Starts it again, at the same port.</summary>
    public async Task StartAsync() => Assert.Null(await StartAsync(_port));

    /// <summary>Runs SQL in a database, with all rights.</summary>
    public static async Task SqlAsync(string connection, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string Connection(int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = "postgres",
        Username = User,
        Password = Password,
        MaxPoolSize = 10,
    }.ConnectionString;

    private static string? Programs()
    {
        string[] folders =
        [
            .. Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin")) : [],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        ];
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
    }

    private static ProcessStartInfo AsServer(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? new("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", program, .. arguments])
        : new(program, arguments);

    private async Task CreateAsync(string programs)
    {
        Directory.CreateDirectory(_folder);
        var password = Path.Combine(_folder, "password");
        await File.WriteAllTextAsync(password, Password);
        if (Environment.IsPrivilegedProcess
            && await ServerProcess.RunAsync(new ProcessStartInfo("chown", ["-R", "postgres", _folder])) is { } refused)
        {
            Assert.Fail($"There is no user for PostgreSQL: {refused}");
        }
        var create = AsServer(Path.Combine(programs, "initdb"), "-D", Data, "-U", User, "--pwfile", password, "-A", "scram-sha-256",
            "-E", "UTF8", "--locale=C", "--no-sync");
        create.WorkingDirectory = _folder;
        if (await ServerProcess.RunAsync(create) is { } fault)
            Assert.Fail(fault);

        // A port that is free now may be taken by the time the server asks for it.
        for (var attempt = 0; ; attempt++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop();
            if (await StartAsync(_port) is not { } reason)
                return;
            if (attempt == 3)
                Assert.Fail(reason);
        }
    }

    private async Task<string?> StartAsync(int port)
    {
        var server = AsServer(Path.Combine(Programs()!, "postgres"), "-D", Data, "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "lc_messages=C", "-c", "max_connections=200");
        var start = new ProcessStartInfo("/bin/sh", ["-c", UntilInputEnds, "sh", server.FileName, .. server.ArgumentList])
        {
            WorkingDirectory = _folder,
        };
        (_server, var text) = await ServerProcess.StartAsync(
            start, line => line.Contains("ready to accept connections", StringComparison.Ordinal));
        return _server is null ? $"PostgreSQL did not start: {text}" : null;
    }
}

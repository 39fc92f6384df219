using System.Net;
using System.Net.Sockets;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;

namespace LocalAI.Plugins.EndToEnd.Tests.Processes;

/// <summary>The ways LocalAI and its tests start a backend.</summary>
public class StartTests
{
    [Theory]
    [InlineData("--addr", "{0}")]
    [InlineData("--addr={0}")]
    [InlineData("-a", "{0}")]
    [InlineData("-addr", "{0}")]
    public async Task Listens_where_it_is_told(params string[] form)
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { AddressForm = form });
    }

    [Fact]
    public async Task Starts_with_stdin_closed()
    {
        await using var host = await RunningHost.StartAsync(
            new HostSettings { Launcher = ["sh", "-c", "exec \"$0\" \"$@\" <&-"] });
    }

    [Fact]
    public async Task Starts_in_any_working_directory()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { WorkingDirectory = "/" });
    }

    [Fact]
    public async Task Starts_through_a_link_to_run_sh()
    {
        var folder = Directory.CreateTempSubdirectory("link-").FullName;
        var link = Path.Combine(folder, "run.sh");
        File.CreateSymbolicLink(link, Repository.RunScript);
        try
        {
            await using var host = await RunningHost.StartAsync(new HostSettings
            {
                Launcher = ["sh", "-c", $"shift; exec \"{link}\" \"$@\"", "sh"],
                WorkingDirectory = folder,
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_process_group_of_its_own_ends_with_0_when_the_group_is_terminated()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Launcher = ["setsid"] });

        Signals.Terminate(-host.Process.Id);

        Assert.Equal(0, await host.Process.EndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_port_in_use_ends_it_with_the_diagnosis_as_its_last_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var process = HostProcess.Start(new HostSettings(), $"127.0.0.1:{port}");

        Assert.Equal(1, await process.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"127.0.0.1:{port}", process.Errors.Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-such-flag", "", "--no-such-flag")]
    [InlineData("--models-per-engine", "0", "--models-per-engine")]
    [InlineData("--device", "toaster", "toaster")]
    [InlineData("--queue", "many", "many")]
    public async Task A_wrong_flag_ends_it_with_the_diagnosis_as_its_last_line(string flag, string value, string named)
    {
        await using var process = HostProcess.Start(new HostSettings { Flags = value.Length == 0 ? [flag] : [flag, value] });

        Assert.Equal(1, await process.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains(named, process.Errors.Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:port")]
    public async Task A_wrong_address_ends_it_with_the_diagnosis_as_its_last_line(string address)
    {
        await using var process = HostProcess.Start(new HostSettings(), address);

        Assert.Equal(1, await process.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains(address, process.Errors.Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_plugins_folder_ends_it_with_the_diagnosis_as_its_last_line()
    {
        await using var process = HostProcess.Start(new HostSettings { Zoo = null, Flags = ["--plugins", "/no/such/folder"] });

        Assert.Equal(1, await process.EndAsync(TestContext.Current.CancellationToken));
        Assert.Contains("/no/such/folder", process.Errors.Last, StringComparison.Ordinal);
    }
}

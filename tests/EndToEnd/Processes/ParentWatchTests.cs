using System.Globalization;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;

namespace LocalAI.Plugins.EndToEnd.Tests.Processes;

public class ParentWatchTests
{
    // Starts the host as a child of a shell that stays; the host's id is what the shell prints.
    private static readonly string[] Shell = ["sh", "-c", "\"$0\" \"$@\" & echo $!; wait"];

    [Fact]
    public async Task The_host_ends_itself_within_5_seconds_when_its_parent_is_killed()
    {
        await using var host = await RunningHost.StartAsync(new HostSettings { Launcher = Shell });
        using var fiveSeconds = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        fiveSeconds.CancelAfter(TimeSpan.FromSeconds(5));
        host.Process.Kill();

        // Its stderr closes with the last process that holds it, which is the host.
        await host.Process.Errors.EndAsync(fiveSeconds.Token);
        Assert.Contains("parent", host.Process.Errors.Last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData(" OFF ")]
    public async Task The_host_stays_when_the_watch_is_off(string off)
    {
        var settings = new HostSettings
        {
            Launcher = Shell,
            Environment = new Dictionary<string, string>
            {
                ["LOCALAI_BACKEND_PARENT_WATCH"] = off,
                ["LOCALAI_BACKEND_PARENT_WATCH_INTERVAL"] = "50ms",
            },
        };
        // A second host with the same interval shows when the first one would have noticed.
        var watching = settings with
        {
            Environment = new Dictionary<string, string> { ["LOCALAI_BACKEND_PARENT_WATCH_INTERVAL"] = "50ms" },
        };
        await using var host = await RunningHost.StartAsync(settings);
        var id = int.Parse(host.Process.Output.All[0], CultureInfo.InvariantCulture);
        try
        {
            await using var other = await RunningHost.StartAsync(watching);
            host.Process.Kill();
            other.Process.Kill();
            await other.Process.Errors.EndAsync(TestContext.Current.CancellationToken);

            Assert.Equal("OK", (await host.Client.HealthAsync(new(), RunningHost.Soon())).Message.ToStringUtf8());
        }
        finally
        {
            Signals.KillNow(id);
        }
    }
}

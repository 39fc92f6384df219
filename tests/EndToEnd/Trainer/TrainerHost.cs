using System.Text.Json;
using Grpc.Core;
using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Trainer;

/// <summary>A host that trains, and the calls of a training as LocalAI makes them.</summary>
internal static class TrainerHost
{
    /// <summary>
    /// Starts one. Root may write everywhere unless that right is taken away, and jobs in the background of a shell ignore SIGINT unless
    /// its default is set again.
    /// </summary>
    public static Task<RunningHost> StartAsync(params string[] expectedErrors)
    {
        string[] launcher =
        [
            .. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT"] : [],
            .. Environment.IsPrivilegedProcess ? (string[])["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : [],
        ];
        return RunningHost.StartAsync(new HostSettings
        {
            Zoo = null,
            Flags = ["--plugin", "trainer"],
            Launcher = launcher,
            ExpectedErrors = expectedErrors,
        });
    }

    /// <summary>Writes a dataset of JSON lines.</summary>
    public static string WriteRows(string file, params IEnumerable<object> rows)
    {
        File.WriteAllLines(file, rows.Select(row => JsonSerializer.Serialize(row)));
        return file;
    }

    /// <summary>All updates of a job, to the last one.</summary>
    public static async Task<List<FineTuneProgressUpdate>> FollowAsync(RunningHost host, string job = "job")
    {
        using var call = host.Client.FineTuneProgress(
            new FineTuneProgressRequest { JobId = job }, RunningHost.Soon());
        return await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Starts a job that the host must take.</summary>
    public static async Task StartJobAsync(RunningHost host, FineTuneRequest request)
    {
        var started = await host.Client.StartFineTuneAsync(request, RunningHost.Soon());
        Assert.True(started.Success, started.Message);
    }
}

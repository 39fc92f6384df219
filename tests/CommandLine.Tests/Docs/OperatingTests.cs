using System.Diagnostics;
using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Tests.Docs;

public class OperatingTests
{
    [Fact]
    public async Task Every_flag_and_variable_of_the_host_is_listed_and_no_other()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Dist, HostScript.FileName), ["--help"]) { RedirectStandardOutput = true };
        using var host = Process.Start(start)!;
        var help = await host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);

        var rows = Page.Rows(new Page("docs/operating.md").Section("flags"));
        Assert.Equal(Words(help, "--").Except(["--help", "--version"]).Order(), rows.SelectMany(row => Words(row[0], "--")).Order());
        Assert.Equal(Words(help, "LOCALAI_").Order(), rows.SelectMany(row => Words(row[1], "LOCALAI_")).Order());
    }

    private static IEnumerable<string> Words(string text, string beginning) =>
        text.Split([' ', '\n', '`', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.StartsWith(beginning, StringComparison.Ordinal)).Distinct();
}

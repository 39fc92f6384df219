namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>Random calls to a process that is killed again and again, against a plain dictionary.</summary>
public class ModelTests
{
    private const int KeyOperations = 80_000;
    private const int LeastKills = 10;
    private const int MostInFlight = 8;

    [Theory]
    [InlineData("Always")]
    [InlineData("Interval")]
    [InlineData("Off")]
    public void No_acknowledged_write_is_lost_when_the_process_is_killed(string durability)
    {
        var seed = Environment.GetEnvironmentVariable("STORE_SEED") is { } given
            ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"STORE_SEED={seed}");
        using var folder = new Folder();
        var run = new ModelRun(seed, folder, Enum.Parse<Requests.Durability>(durability));

        while (run.KeyOperations < KeyOperations || run.Kills < LeastKills || run.Unanswered == 0)
            run.Life(MostInFlight);

        Assert.True(run.Answered > 500 && run.Hits > 500, $"seed {seed}: {run}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{run}");
    }
}

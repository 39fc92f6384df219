namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>Random calls to a process that is killed again and again, against a plain dictionary.</summary>
public class ModelTests
{
    private const int KeyOperations = 100_000;
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

        while (run.KeyOperations < KeyOperations)
            run.Life(MostInFlight);

        Assert.True(run.Kills > 10 && run.Unanswered > 10 && run.Answered > 1000 && run.Hits > 1000, $"seed {seed}: {run}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{run}");
    }
}

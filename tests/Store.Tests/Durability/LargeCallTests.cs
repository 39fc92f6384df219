using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Store.Tests.Durability;

/// <summary>Calls so large that they are written in parts while their keys are still being checked.</summary>
public class LargeCallTests
{
    private const int Dimension = 768;
    private const int Count = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_calls_are_there_after_a_restart_to_the_bit()
    {
        using var folder = new Folder();
        var calls = Enumerable.Range(0, 5).Select(Call).ToArray();
        await using (var store = await folder.OpenAsync())
        {
            foreach (var call in calls)
                await store.StoresSetAsync(call, Token);
        }

        await using var again = await folder.OpenAsync();
        foreach (var call in calls)
        {
            var get = new StoresGetOptions();
            get.Keys.AddRange(call.Keys);
            var got = await again.StoresGetAsync(get, Token);
            var values = got.Keys.Zip(got.Values).ToDictionary(row => Model.Name([.. row.First.Floats]), row => row.Second);
            Assert.Equal(Count, values.Count);
            Assert.All(call.Keys.Zip(call.Values), row => Assert.Equal(row.Second, values[Model.Name([.. row.First.Floats])]));
        }
    }

    [Theory]
    [InlineData("Keys[999] is the same key as Keys[0]")]
    [InlineData("Keys[999][0] is NaN")]
    public async Task A_large_call_that_is_refused_at_its_last_key_leaves_the_folder_as_it_was(string said)
    {
        using var folder = new Folder();
        await using var store = await folder.OpenAsync();
        await store.StoresSetAsync(Call(0), Token);
        var before = await File.ReadAllBytesAsync(folder.Log(), Token);
        var call = Call(1);
        if (said.EndsWith("NaN", StringComparison.Ordinal))
            call.Keys[^1].Floats[0] = float.NaN;
        else
            call.Keys[^1] = call.Keys[0];

        var refusal = await Assert.ThrowsAsync<EngineException>(() => store.StoresSetAsync(call, Token));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.StartsWith(said, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Log(), Token));
        Assert.Equal(Count, folder.Read().Count);
        await store.StoresSetAsync(Call(2), Token);
        Assert.Equal(2 * Count, folder.Read().Count);
    }

    private static StoresSetOptions Call(int seed)
    {
        var random = new Random(seed);
        return Vectors.Set([.. Enumerable.Range(0, Count).Select(i => (Vectors.Unit(random, Dimension), $"{seed} {i}"))]);
    }
}

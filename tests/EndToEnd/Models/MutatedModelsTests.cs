using LocalAI.Plugins.EndToEnd.Tests.Hosts;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Tests.Models;

namespace LocalAI.Plugins.EndToEnd.Tests.Models;

public class MutatedModelsTests
{
    private const int Seed = 20261122;
    private const int Mutants = 10_000;

    [Fact]
    public async Task Ten_thousand_damaged_models_are_refused_or_answer_and_the_host_lives()
    {
        var original = await File.ReadAllBytesAsync(Repository.Model("llm/stories260K-f32.gguf"), TestContext.Current.CancellationToken);
        var mutator = new GgufMutator(original);
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "mutant.gguf");
        await File.WriteAllBytesAsync(path, original, TestContext.Current.CancellationToken);
        await using var host = await RunningHost.StartAsync(new HostSettings { Zoo = null });

        var loaded = 0;
        for (var number = 0; number < Mutants; number++)
        {
            using (var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write))
                RandomAccess.Write(file, mutator.Mutant(Seed, number), fileOffset: 0);
            if (await LoadsAsync(host, path, number))
                loaded++;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}: {loaded} of {Mutants} mutants load and answer, the others are refused");
        Assert.InRange(loaded, 1, Mutants / 2);
        await File.WriteAllBytesAsync(path, original, TestContext.Current.CancellationToken);
        Assert.True(await LoadsAsync(host, path, -1));
    }

    private static async Task<bool> LoadsAsync(RunningHost host, string path, int number)
    {
        try
        {
            var result = await host.TryLoadAsync(new ModelOptions { Model = path, ModelFile = path, ContextSize = 256 });
            if (!result.Success)
            {
                Assert.NotEmpty(result.Message);
                return false;
            }
            // The weights are whole but their shapes may be nonsense: any answer will do, as long as there is one.
            await host.Client.PredictAsync(new PredictOptions { Prompt = "Once", Tokens = 2 }, RunningHost.Soon());
            return true;
        }
        catch (Grpc.Core.RpcException e) when (e.StatusCode is not (Grpc.Core.StatusCode.Unavailable or Grpc.Core.StatusCode.DeadlineExceeded))
        {
            return false;
        }
        catch (Grpc.Core.RpcException e)
        {
            throw new InvalidOperationException($"Mutant {number} of seed {Seed} took the host down or made it hang.", e);
        }
    }
}

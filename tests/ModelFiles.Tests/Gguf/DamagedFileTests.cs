using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class DamagedFileTests(ITestOutputHelper output) : IDisposable
{
    private const int Seed = 1;
    private const int Mutants = 10_000;

    // Ten times the real header: a header may claim anything, but only what the file holds may be kept.
    private const long MostBytes = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _model = File.ReadAllBytes(TestFiles.SharedModel("llm/stories260K-f32.gguf"));

    [Fact]
    public void Refuses_the_model_cut_off_at_200_places()
    {
        for (var place = 0; place < 200; place++)
        {
            var length = (int)((long)_model.Length * place / 200);
            var path = _folder.Write("cut.gguf", _model[..length]);

            var refusal = Assert.Throws<EngineException>(() => GgufFile.Open(path));
            Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        }
    }

    [Fact]
    public void Refuses_the_model_cut_off_in_its_header()
    {
        var header = HeaderMap.Of(_model).Length;
        for (var length = 1; length < header; length += 97)
        {
            var path = _folder.Write("cut.gguf", _model[..length]);

            Assert.Throws<EngineException>(() => GgufFile.Open(path));
        }
    }

    [Fact]
    public void Names_both_sizes_of_a_cut_off_model()
    {
        var path = _folder.Write("cut.gguf", _model[..1_000_000]);

        var refusal = Assert.Throws<EngineException>(() => GgufFile.Open(path));
        Assert.Matches("ends at byte [0-9,]+, but the file has 1,000,000 bytes, so it is cut off; download it again", refusal.Message);
    }

    [Fact]
    public void Opens_or_refuses_10000_mutated_headers_within_bounded_memory()
    {
        output.WriteLine($"seed {Seed}");
        var path = _folder.Write("mutant.gguf", _model);
        var mutator = new GgufMutator(_model);
        var passed = 0;
        var refused = 0;
        for (var number = 0; number < Mutants; number++)
        {
            using (var file = File.OpenWrite(path))
                file.Write(mutator.Mutant(Seed, number));
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                GgufFile.Open(path);
                passed++;
            }
            catch (EngineException e) when (e.Failure == EngineFailure.InvalidInput)
            {
                refused++;
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostBytes, $"seed {Seed}, mutant {number} took {allocated:N0} bytes");
        }
        output.WriteLine($"{passed} of {Mutants} pass");
        Assert.Equal(Mutants, passed + refused);
        Assert.True(passed > 0, "Mutants that pass are what the native tests load; there must be some.");
    }

    [Fact]
    public void Gives_the_same_mutant_again()
    {
        Assert.Equal(new GgufMutator(_model).Mutant(7, 42), new GgufMutator(_model).Mutant(7, 42));
        Assert.NotEqual(new GgufMutator(_model).Mutant(7, 42), new GgufMutator(_model).Mutant(7, 43));
    }

    public void Dispose() => _folder.Dispose();
}

using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Models;

public sealed class SafetensorsWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Tensors_of_every_type_of_number_are_found_in_one_file_and_in_several(ScalarType type)
    {
        using var scope = NewDisposeScope();
        NamedTensor[] tensors = [.. Enumerable.Range(0, 5).Select(i => new NamedTensor($"w{i}", arange(i, i + 6).view(2, 3).to_type(type)))];
        foreach (var largestFile in new[] { 1L << 30, 60 })
        {
            Write(largestFile, [.. tensors.Select(tensor => StoredTensor.Of(tensor))]);

            var weights = new SafetensorsWeights(_folder.Path);

            Assert.All(tensors, tensor =>
            {
                var taken = weights.Take(tensor.Name, 2, 3);
                Assert.Equal(type, taken.dtype);
                Assert.True(taken.equal(tensor.Tensor).all().item<bool>());
            });
        }
    }

    [Fact]
    public void A_tensor_of_integers_is_refused_with_its_name()
    {
        using var scope = NewDisposeScope();
        Write(1L << 30, [StoredTensor.Of(new NamedTensor("counts", arange(6)))]);

        var refusal = Assert.Throws<EngineException>(() => new SafetensorsWeights(_folder.Path).Take("counts", 6));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("'counts'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("BF16", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_several_that_is_gone_is_named()
    {
        using var scope = NewDisposeScope();
        Write(60, [StoredTensor.Of(new NamedTensor("a", ones(10))), StoredTensor.Of(new NamedTensor("b", ones(10)))]);
        File.Delete(_folder.File("model-00002-of-00002.safetensors"));

        var refusal = Assert.Throws<EngineException>(() => new SafetensorsWeights(_folder.Path));

        Assert.Contains("model-00002-of-00002.safetensors", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(long largestFile, IReadOnlyList<StoredTensor> tensors)
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path))
            File.Delete(file);
        using var files = new PartialFiles(_folder.Path);
        SafetensorsWriter.Write(files, "model", tensors, largestFile);
        files.Commit();
    }
}

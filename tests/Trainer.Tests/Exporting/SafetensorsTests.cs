using System.Buffers.Binary;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Tests.Exporting;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void A_tensor_of_any_type_is_read_as_it_was_written(ScalarType type)
    {
        var values = randn(3, 5).mul(50).abs().to_type(type);

        Write([new("a", values)]);

        var read = Open();
        Assert.Equal([3L, 5L], read.ShapeOf("a")!);
        Assert.Equal(type, read.Read("a").dtype);
        Assert.True(values.equal(read.Read("a")).all().item<bool>());
    }

    [Fact]
    public void The_header_is_that_of_the_format_and_elements_lie_at_multiples_of_their_size()
    {
        Write([new("bytes", arange(3).to_type(ScalarType.Byte)), new("one", tensor(7L)), new("floats", tensor([1f, -2f]))]);

        var file = File.ReadAllBytes(_folder.File("model.safetensors"));
        var length = BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        using var header = JsonDocument.Parse(file.AsMemory(8, (int)length));
        Assert.Equal("pt", header.RootElement.GetProperty("__metadata__").GetProperty("format").GetString());
        Assert.Equal("""{"dtype":"I64","shape":[],"data_offsets":[0,8]}""", header.RootElement.GetProperty("one").GetRawText());
        Assert.Equal("""{"dtype":"F32","shape":[2],"data_offsets":[8,16]}""", header.RootElement.GetProperty("floats").GetRawText());
        Assert.Equal("""{"dtype":"U8","shape":[3],"data_offsets":[16,19]}""", header.RootElement.GetProperty("bytes").GetRawText());
        Assert.Equal([7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 1, 2], file[(8 + (int)length)..]);
    }

    [Fact]
    public void Views_and_trained_tensors_are_written_in_the_order_of_their_elements()
    {
        var turned = arange(6f).view(2, 3).t();
        var trained = arange(4f).requires_grad_();

        Write([new("turned", turned), new("trained", trained)]);

        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], Open().Read("turned").flatten().data<float>().ToArray());
        Assert.True(Open().Read("trained").equal(trained).all().item<bool>());
    }

    [Fact]
    public void A_tensor_longer_than_what_is_written_at_once_is_whole()
    {
        var values = arange(9_000_001, ScalarType.Int32);

        Write([new("long", values)]);

        Assert.True(values.equal(Open().Read("long")).all().item<bool>());
    }

    [Fact]
    public void Above_a_size_there_are_several_files_and_an_index()
    {
        NamedTensor[] tensors = [.. Enumerable.Range(0, 5).Select(i => new NamedTensor($"layer.{i}", randn(10, 10)))];

        using (var files = new PartialFiles(_folder.Path))
        {
            SafetensorsWriter.Write(files, "model", [.. tensors.Select(tensor => StoredTensor.Of(tensor))], largestFile: 800,
                cancellationToken: TestContext.Current.CancellationToken);
            files.Commit();
        }

        Assert.Equal(
            ["model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors",
                "model.safetensors.index.json"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var index = JsonDocument.Parse(File.ReadAllBytes(_folder.File("model.safetensors.index.json")));
        Assert.Equal(2000, index.RootElement.GetProperty("metadata").GetProperty("total_size").GetInt64());
        var found = SafetensorsFolder.Read(_folder.Path);
        foreach (var (name, tensor) in tensors)
        {
            Assert.Equal(Path.GetFileName(found[name].File), index.RootElement.GetProperty("weight_map").GetProperty(name).GetString());
            Assert.True(SafetensorsTensors.Open(found[name].File).Read(name).equal(tensor).all().item<bool>());
        }
    }

    [Fact]
    public void An_older_index_or_single_file_does_not_stay_beside_the_new_weights()
    {
        Write([new("a", ones(100)), new("b", ones(100))]);
        using (var files = new PartialFiles(_folder.Path))
        {
            SafetensorsWriter.Write(files, "model", [StoredTensor.Of(new("a", zeros(100))), StoredTensor.Of(new("b", zeros(100)))],
                largestFile: 400, cancellationToken: TestContext.Current.CancellationToken);
            files.Commit();
        }
        Assert.False(File.Exists(_folder.File("model.safetensors")));
        Assert.Equal(2, SafetensorsFolder.Files(_folder.Path).Count);

        Write([new("a", ones(100))]);
        Assert.Equal([_folder.File("model.safetensors")], SafetensorsFolder.Files(_folder.Path));
    }

    [Fact]
    public void What_is_stopped_leaves_nothing_and_the_older_file()
    {
        File.WriteAllText(_folder.File("model.safetensors"), "old");
        using var stop = new CancellationTokenSource();

        using (var files = new PartialFiles(_folder.File("")))
        {
            Assert.Throws<OperationCanceledException>(() => SafetensorsWriter.Write(
                files, "model", [.. new[] { "a", "b" }.Select(name => StoredTensor.Of(new(name, ones(8))))],
                report: _ => stop.Cancel(), cancellationToken: stop.Token));
        }

        Assert.Equal(["model.safetensors"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("old", File.ReadAllText(_folder.File("model.safetensors")));
    }

    [Fact]
    public void Shares_rise_to_one_and_memory_is_let_go_tensor_after_tensor()
    {
        var shares = new List<double>();
        var before = _scope.DisposablesCount;
        Tensor? last = null;

        using (var files = new PartialFiles(_folder.Path))
        {
            SafetensorsWriter.Write(files, "model", [.. Enumerable.Range(0, 20).Select(i => new StoredTensor(
                $"t{i}", [100], ScalarType.Float16, Next))], report: shares.Add, cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal(shares.Order(), shares);
        Assert.Equal((20, 1d), (shares.Count, shares[^1]));
        Assert.True(last!.IsInvalid);
        Assert.Equal(before, _scope.DisposablesCount);

        Tensor Next()
        {
            Assert.True(last is null || last.IsInvalid);
            return last = ones(100);
        }
    }

    [Fact]
    public void A_tensor_that_is_not_there_and_a_file_that_was_cut_are_one_sentence()
    {
        Write([new("a", ones(4))]);
        Assert.Contains("it has no tensor 'b'", Assert.Throws<EngineException>(() => Open().Read("b")).Message, StringComparison.Ordinal);

        var cut = File.ReadAllBytes(_folder.File("model.safetensors"))[..^1];
        File.WriteAllBytes(_folder.File("model.safetensors"), cut);
        Assert.Contains("so it is cut off", Assert.Throws<EngineException>(Open).Message, StringComparison.Ordinal);
    }

    private SafetensorsTensors Open() => SafetensorsTensors.Open(_folder.File("model.safetensors"));

    private void Write(IEnumerable<NamedTensor> tensors)
    {
        using var files = new PartialFiles(_folder.Path);
        SafetensorsWriter.Write(
            files, "model", [.. tensors.Select(tensor => StoredTensor.Of(tensor))],
            cancellationToken: TestContext.Current.CancellationToken);
        files.Commit();
    }
}

using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Caching;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace LocalAI.Plugins.OnnxRuntime.Tests.Caching;

public sealed class GraphCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HeardLines _heard = new();

    private string Cache => _folder.File("cache");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("detect/yolox_nano.onnx")]
    [InlineData("detect/nanodet_m_320.onnx")]
    [InlineData("detect/FastestDet.onnx")]
    public void A_kept_graph_gives_the_same_as_the_model(string name)
    {
        var path = TestFiles.SharedModel(name);
        var first = Results(path, Cache);
        var kept = Assert.Single(Directory.GetFiles(Cache));
        var again = Results(path, Cache);
        Assert.Equal(kept, Assert.Single(Directory.GetFiles(Cache)));
        var without = Results(path, null);

        Assert.Equal(without.Slots, again.Slots);
        Assert.Equal(without.Slots, first.Slots);
        Assert.Equal(without.Metadata, again.Metadata);
        Assert.Equal(without.Values, first.Values);
        // The same graph, and the same order of sums.
        Assert.Equal(without.Values, again.Values);
        Assert.DoesNotContain(_heard.Lines, line => line.StartsWith("Information", StringComparison.Ordinal));
    }

    [Fact]
    public void The_second_opening_is_of_the_kept_graph()
    {
        // The library folds two constants into one, and the kept graph is put in the place of another, which shows it.
        var one = Write("one.onnx", 1);
        var two = Write("two.onnx", 2);
        Assert.Equal([1f], Results(one, Cache).Values);
        var keptOfOne = Assert.Single(Directory.GetFiles(Cache));
        Assert.Equal([2f], Results(two, Cache).Values);
        var keptOfTwo = Assert.Single(Directory.GetFiles(Cache), file => file != keptOfOne);
        File.Delete(keptOfTwo);
        File.Move(keptOfOne, Path.Combine(Cache, $"{GraphKey.Of(two)}-{GraphKey.HashOf(keptOfOne)}.onnx"));

        Assert.Equal([1f], Results(two, Cache).Values);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(-1)]
    public void A_damaged_graph_is_replaced(int place)
    {
        var path = Write("model.onnx", 3);
        Results(path, Cache);
        var kept = Assert.Single(Directory.GetFiles(Cache));
        var bytes = File.ReadAllBytes(kept);
        bytes[place < 0 ? ^1 : place] ^= 1;
        File.WriteAllBytes(kept, bytes);

        Assert.Equal([3f], Results(path, Cache).Values);
        Assert.Contains(_heard.Lines, line => line.EndsWith("is removed: it is damaged", StringComparison.Ordinal));
        Assert.Equal(kept, Assert.Single(Directory.GetFiles(Cache)));
        Assert.EndsWith($"-{GraphKey.HashOf(kept)}.onnx", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_that_the_library_does_not_open_is_replaced()
    {
        var path = Write("model.onnx", 4);
        Directory.CreateDirectory(Cache);
        var other = _folder.Write("other", "no graph at all"u8.ToArray());
        File.Move(other, Path.Combine(Cache, $"{GraphKey.Of(path)}-{GraphKey.HashOf(other)}.onnx"));

        Assert.Equal([4f], Results(path, Cache).Values);
        Assert.Contains(_heard.Lines, line => line.Contains(" is removed: ", StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(Cache));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_into_is_one_line_in_the_log()
    {
        var path = Write("model.onnx", 5);
        _folder.Write("cache", "a file where the folder would be"u8.ToArray());

        Assert.Equal([5f], Results(path, Cache).Values);
        Assert.StartsWith($"Information: Optimised graphs are not kept in {Cache}: ",
            Assert.Single(_heard.Lines, line => line.StartsWith("Information", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_of_a_model_that_cannot_be_opened()
    {
        var path = _folder.Write("model.onnx", new OnnxGraph()
            .Input("x", OnnxGraphElement.Float, 1).Node("NoSuchOperator", ["x"], ["y"]).Output("y", OnnxGraphElement.Float, 1).ToArray());
        Assert.Throws<EngineException>(() => Results(path, Cache));
        Assert.Empty(Directory.GetFiles(Cache));
    }

    [Fact]
    public void Models_with_weights_in_other_files_are_not_kept()
    {
        _folder.Write("weights.bin", new byte[8]);
        var path = _folder.Write("model.onnx", new OnnxGraph().Input("x", OnnxGraphElement.Float, 2)
            .External("w", OnnxGraphElement.Float, [2], "weights.bin", 0, 8).Node("Add", ["x", "w"], ["y"])
            .Output("y", OnnxGraphElement.Float, 2).ToArray());
        Results(path, Cache);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public void Small_models_are_not_kept_unless_that_is_asked_for()
    {
        var small = Write("small.onnx", 6);
        var settings = new OnnxSettings { Device = Device.Cpu, CacheFolder = Cache, Logger = _heard };
        OnnxModel.Open("ModelFile", small, settings).Dispose();
        Assert.False(Directory.Exists(Cache));

        OnnxModel.Open("ModelFile", small, settings with { CacheFrom = new FileInfo(small).Length }).Dispose();
        Assert.Single(Directory.GetFiles(Cache));
    }

    [Fact]
    public void The_longest_unused_make_room()
    {
        var cache = new GraphCache(Cache, _heard, mostBytes: 250);
        foreach (var (name, age) in new[] { ("a", 4), ("b", 3), ("c", 2) })
        {
            Keep(cache, name);
            File.SetLastWriteTimeUtc(Assert.Single(Directory.GetFiles(Cache, $"{name}-*")), DateTime.UtcNow.AddHours(-age));
        }
        // 'a' had been gone by now; 'b' is used, so 'c' is next.
        Assert.Null(cache.Find("a"));
        Assert.NotNull(cache.Find("b"));
        Keep(cache, "d");

        Assert.Null(cache.Find("c"));
        Assert.NotNull(cache.Find("b"));
        Assert.NotNull(cache.Find("d"));
    }

    [Fact]
    public void What_was_left_half_written_long_ago_goes()
    {
        var cache = new GraphCache(Cache, _heard);
        var old = cache.Stage("old")!;
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        var young = cache.Stage("young")!;
        Keep(cache, "a");
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    private static void Keep(GraphCache cache, string key)
    {
        var staged = cache.Stage(key)!;
        File.WriteAllBytes(staged, new byte[100]);
        cache.Keep(key, staged);
    }

    private string Write(string name, float value) => _folder.Write(name, new OnnxGraph()
        .Input("x", OnnxGraphElement.Float, 1).Gives("y", [1], value).ToArray());

    private (string[] Slots, string[] Metadata, float[] Values) Results(string path, string? cacheFolder)
    {
        using var model = OnnxModel.Open("ModelFile", path, Opened.Settings(cacheFolder: cacheFolder, logger: _heard));
        long[][] shapes = [.. model.Inputs.Select(input => input.Shape.Select(length => length < 0 ? 2 : length).ToArray())];
        using var run = model.Begin(shapes);
        for (var index = 0; index < model.Inputs.Count; index++)
            Fill(run, index, model.Inputs[index]);
        run.Execute(TestContext.Current.CancellationToken);
        return (
            [.. model.Inputs.Concat(model.Outputs).Select(slot => $"{slot} {slot.Type}")],
            [.. model.Metadata.Select(pair => $"{pair.Key}={pair.Value}").Order()],
            run.Output<float>(0).ToArray());
    }

    private static void Fill(OnnxRun run, int index, TensorSlot slot)
    {
        if (slot.Type != TensorElementType.Float)
            return;
        var input = run.Input<float>(index);
        for (var place = 0; place < input.Length; place++)
            input[place] = place % 251 / 251f;
    }
}

using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Vision.Tests.Goldens;

namespace LocalAI.Plugins.Vision.Tests;

/// <summary>Models of all families, whose outputs are constants, from the file to the answer.</summary>
public sealed class GraphTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public async Task A_model_of_a_family_finds_what_another_implementation_finds(string name)
    {
        var golden = Golden.Of(name);
        var file = _folder.Write("model.onnx", GoldenGraph.Write(golden));
        _folder.Write("labels.txt", Names(golden));

        await using var model = await Loaded.LoadAsync(file, [.. golden.Options, "nms:0.45"]);
        var found = (await model.DetectAsync(Loaded.Picture(golden.Picture[0], golden.Picture[1]), golden.Threshold)).Detections;

        Assert.Contains($"({golden.Family})", model.Description, StringComparison.Ordinal);
        Assert.Equal(golden.Objects.Length, found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            var names = LocalAI.Plugins.Vision.Labels.LabelSource.Given(null, golden.Metadata);
            golden.Objects[i].AssertIs(found[i], names?[golden.Objects[i].Class] ?? $"class {golden.Objects[i].Class}", golden.Picture);
        }
    }

    [Theory, MemberData(nameof(Golden.Names), MemberType = typeof(Golden))]
    public void The_engine_recognises_the_file_of_a_family(string name)
    {
        var golden = Golden.Of(name);
        var file = _folder.Write("model.onnx", GoldenGraph.Write(golden));

        var recognition = new VisionEngine().Recognise(new ModelOptions { ModelFile = file });

        Assert.Equal(golden.Metadata.Count > 0 ? Recognition.Certain : Recognition.Likely, recognition);
    }

    /// <summary>Names for as many classes as the model has; where its outputs do not show that, for those that are used.</summary>
    private static byte[] Names(Golden golden)
    {
        var classes = LocalAI.Plugins.Vision.Families.FamilyTable.Choose(golden.Look, null).Head.Classes ?? 80;
        return System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, classes).Select(i => $"class {i}")));
    }
}

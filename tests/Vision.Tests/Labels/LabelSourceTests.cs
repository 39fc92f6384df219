using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Vision.Labels;

namespace LocalAI.Plugins.Vision.Tests.Labels;

public sealed class LabelSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(80, 0, "person")]
    [InlineData(80, 79, "toothbrush")]
    [InlineData(91, 1, "person")]
    [InlineData(91, 18, "dog")]
    [InlineData(91, 90, "toothbrush")]
    [InlineData(91, 12, "12")]
    [InlineData(91, 0, "0")]
    [InlineData(21, 0, "background")]
    [InlineData(21, 12, "dog")]
    [InlineData(20, 11, "dog")]
    [InlineData(7, 3, "3")]
    public void Known_data_sets_are_known_by_their_number_of_classes(int classes, int kind, string name)
    {
        Assert.Equal(name, LabelSource.Choose(null, false, Model, classes, 0)[kind]);
    }

    [Theory]
    [InlineData("model.names")]
    [InlineData("labels.txt")]
    [InlineData("coco.names")]
    [InlineData("classes.txt")]
    public void A_file_beside_the_model_is_taken_when_it_has_as_many_names(string file)
    {
        _folder.Write(file, "cat\r\ndog\n bird \n\n"u8.ToArray());

        Assert.Equal("bird", LabelSource.Choose(null, false, Model, 3, 0)[2]);
        Assert.Equal("bird", LabelSource.Choose(null, false, Model, 4, 1)[2]);
        Assert.Equal("2", LabelSource.Choose(null, false, Model, 4, 0)[2]);
        Assert.Equal("cat", LabelSource.Choose(null, false, Model, null, 0)[0]);
    }

    [Fact]
    public void What_is_given_goes_before_what_lies_beside()
    {
        _folder.Write("labels.txt", "cat\ndog\n"u8.ToArray());

        Assert.Equal("hen", LabelSource.Choose(["cow", "hen"], false, Model, 2, 0)[1]);
        Assert.Equal("dog", LabelSource.Choose(["cow", "hen", "pig"], false, Model, 2, 0)[1]);
    }

    [Fact]
    public void The_users_names_must_be_as_many_as_the_classes()
    {
        var labels = _folder.Write("mine.txt", "cat\ndog\n"u8.ToArray());

        var refusal = Assert.Throws<EngineException>(
            () => LabelSource.Choose(LabelSource.Given(labels, new Dictionary<string, string>()), true, Model, 80, 0));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Contains("labels has 2 names and the model 80 classes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_labels_file_that_is_not_there_or_empty_is_refused()
    {
        var missing = Assert.Throws<EngineException>(() => NamesFile.Read(_folder.File("none.txt")));
        var empty = Assert.Throws<EngineException>(() => NamesFile.Read(_folder.Write("empty.txt", [])));
        var large = Assert.Throws<EngineException>(() => NamesFile.Read(_folder.Write("large.txt", new byte[2 << 20])));

        Assert.Equal(EngineFailure.NotFound, missing.Failure);
        Assert.Equal(EngineFailure.InvalidInput, empty.Failure);
        Assert.Equal(EngineFailure.InvalidInput, large.Failure);
    }

    private string Model => _folder.File("model.onnx");
}

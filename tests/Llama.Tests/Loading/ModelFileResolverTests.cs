using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Tests.Loading;

public sealed class ModelFileResolverTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Takes_an_absolute_model_file_as_it_is() =>
        Assert.Equal(_folder.File("m.gguf"), Resolve(r => r.ModelFile = _folder.File("m.gguf")));

    [Fact]
    public void Joins_a_relative_model_file_to_the_model_path() =>
        Assert.Equal(_folder.File("m.gguf"), Resolve(r => (r.ModelFile, r.ModelPath) = ("m.gguf", _folder.Path)));

    [Fact]
    public void Takes_the_model_where_the_file_is_empty()
    {
        _folder.Write("m.gguf", [1]);

        Assert.Equal(_folder.File("m.gguf"), Resolve(r => (r.ModelFile, r.Model, r.ModelPath) = ("", "m.gguf", _folder.Path)));
        Assert.Equal(_folder.File("m.gguf"), Resolve(r => (r.ModelFile, r.Model) = ("", _folder.File("m.gguf"))));
    }

    [Fact]
    public void Says_when_the_model_is_no_file() => Assert.Contains(
        "ModelFile is empty and Model is 'org/repository', which is no file here",
        LoadRequest.Refusal(r => (r.ModelFile, r.Model, r.ModelPath) = ("", "org/repository", _folder.Path)), StringComparison.Ordinal);

    [Theory]
    [InlineData("../secret.gguf")]
    [InlineData("a/../../secret.gguf")]
    [InlineData("..")]
    [InlineData("../other-folder-with-the-same-start/m.gguf")]
    public void Refuses_a_relative_path_that_leaves_the_model_path(string path)
    {
        Assert.Contains(
            "ModelFile is", LoadRequest.Refusal(r => (r.ModelFile, r.ModelPath) = (path, _folder.Path)), StringComparison.Ordinal);
        Assert.Contains(
            "Model is", LoadRequest.Refusal(r => (r.ModelFile, r.Model, r.ModelPath) = ("", path, _folder.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_path_with_a_nul() => Assert.Contains(
        "ModelFile is 'm?.gguf', expected a path without control characters",
        LoadRequest.Refusal(r => r.ModelFile = "m\0.gguf"), StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private static string Resolve(Action<ModelOptions> fields) => LoadRequest.Read(fields).ModelFile;
}

using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.Tests.Gguf;

public sealed class ModelPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Says_that_a_file_does_not_exist() => Refuses(_folder.File("none.gguf"), EngineFailure.NotFound, "does not exist");

    [Fact]
    public void Says_that_a_folder_does_not_exist() =>
        Refuses(_folder.File("none/none.gguf"), EngineFailure.NotFound, "does not exist");

    [Fact]
    public void Says_that_it_is_a_folder() =>
        Refuses(_folder.Path, EngineFailure.InvalidInput, "is a folder; name the .gguf file in it");

    [Fact]
    public void Says_that_a_file_is_empty() => Refuses(_folder.Write("empty.gguf", []), EngineFailure.InvalidInput, "is empty");

    [Fact]
    public void Says_that_three_bytes_are_no_model() =>
        Refuses(_folder.Write("short.gguf", [1, 2, 3]), EngineFailure.InvalidInput, "is not a GGUF file");

    [Fact]
    public void Says_that_random_bytes_are_no_model()
    {
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        Refuses(_folder.Write("random.gguf", random), EngineFailure.InvalidInput, "is not a GGUF file");
    }

    [Fact]
    public void Says_that_a_file_may_not_be_read_except_to_those_who_may_read_all()
    {
        var path = _folder.Write("secret.gguf", TinyModel.Llama().ToArray());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);

        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Assert.Equal("tiny", GgufFile.Open(path).Name);
        else
            Refuses(path, EngineFailure.PermissionDenied, "may not be read by this user");
    }

    [Fact]
    public void Follows_a_link()
    {
        var target = _folder.Write("model.gguf", TinyModel.Llama().ToArray());
        File.CreateSymbolicLink(_folder.File("link.gguf"), target);

        Assert.Equal("tiny", GgufFile.Open(_folder.File("link.gguf")).Name);
    }

    [Fact]
    public void Says_that_a_link_leads_nowhere()
    {
        File.CreateSymbolicLink(_folder.File("link.gguf"), _folder.File("none.gguf"));

        Refuses(_folder.File("link.gguf"), EngineFailure.NotFound, "does not exist");
    }

    [Theory]
    [InlineData("llama", Recognition.Certain)]
    [InlineData("bert", Recognition.Certain)]
    [InlineData("unheard-of", Recognition.Possible)]
    [InlineData("clip", Recognition.No)]
    public void Recognises_a_model_by_its_architecture(string architecture, Recognition expected) =>
        Assert.Equal(expected, GgufRecognition.Look(_folder.Write("m.gguf", TinyModel.Of(architecture).ToArray())));

    [Fact]
    public void Recognises_nothing_in_other_files()
    {
        Assert.Equal(Recognition.No, GgufRecognition.Look(_folder.File("none.gguf")));
        Assert.Equal(Recognition.No, GgufRecognition.Look(_folder.Path));
        Assert.Equal(Recognition.No, GgufRecognition.Look(_folder.Write("m.gguf", "GGUF"u8.ToArray())));
    }

    public void Dispose() => _folder.Dispose();

    private static void Refuses(string path, EngineFailure failure, string message)
    {
        var refusal = Assert.Throws<EngineException>(() => GgufFile.Open(path));
        Assert.Equal(failure, refusal.Failure);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(path), refusal.Message, StringComparison.Ordinal);
    }
}

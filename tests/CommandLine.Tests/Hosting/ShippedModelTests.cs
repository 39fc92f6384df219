using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Tests.Hosting;

public class ShippedModelTests
{
    [Fact]
    public void Is_the_file_in_its_folder()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("models/tiny-chat/tiny-chat-q8_0.gguf", "");
        folder.Write("models/tiny-chat/README.md", "");
        folder.Write("models/other/other.gguf", "");

        Assert.Equal(file, ShippedModel.Chat.Find(folder.Path));
        Assert.Null(ShippedModel.Embed.Find(folder.Path));
        Assert.Null(ShippedModel.Chat.Find(null));
    }

    [Fact]
    public void The_small_model_beside_the_repository_stands_in_for_the_one_that_chats()
    {
        using var folder = new TemporaryFolder();
        var beside = folder.Write("shared/models/llm/stories260K-f32.gguf", "");
        var root = Directory.CreateDirectory(Path.Combine(folder.Path, "root")).FullName;

        Assert.Equal(beside, ShippedModel.Chat.FindOrBeside(root));
        Assert.Null(ShippedModel.Embed.FindOrBeside(root));
        var shipped = folder.Write("root/models/tiny-chat/tiny-chat-q8_0.gguf", "");
        Assert.Equal(shipped, ShippedModel.Chat.FindOrBeside(root));
    }
}

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
}

using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Tests.Hosting;

public class DemoModelTests
{
    [Fact]
    public void Prefers_the_newest_model_that_ships_in_the_repository()
    {
        using var folder = new TemporaryFolder();
        var older = folder.Write("root/models/a/older.gguf", "");
        var newer = folder.Write("root/models/b/newer.gguf", "");
        folder.Write("shared/models/llm/stories260K-f32.gguf", "");
        File.SetLastWriteTimeUtc(older, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(newer, DemoModel.Find(Path.Combine(folder.Path, "root")));
    }

    [Fact]
    public void Takes_the_small_model_beside_the_repository_otherwise()
    {
        using var folder = new TemporaryFolder();
        var shared = folder.Write("shared/models/llm/stories260K-f32.gguf", "");
        Directory.CreateDirectory(Path.Combine(folder.Path, "root"));
        Assert.Equal(shared, DemoModel.Find(Path.Combine(folder.Path, "root")));
    }

    [Fact]
    public void Asks_for_a_model_when_there_is_none()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("--model FILE", Assert.Throws<UserError>(() => DemoModel.Find(folder.Path)).Message, StringComparison.Ordinal);
    }
}

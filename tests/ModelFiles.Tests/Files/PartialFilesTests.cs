using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;

namespace LocalAI.Plugins.ModelFiles.Tests.Files;

public sealed class PartialFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private IEnumerable<string> Written => Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_folder.Path, path)).Order(StringComparer.Ordinal);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_have_their_names_together_and_replace_older_ones()
    {
        File.WriteAllText(_folder.File("b.json"), "old");
        using var files = new PartialFiles(_folder.Path);
        files.Write("a.json", "new a"u8);
        files.Write("b.json", "new b"u8);
        files.Write(Path.Combine("inner", "c.json"), "new c"u8);

        Assert.False(File.Exists(_folder.File("a.json")));
        Assert.Equal("old", File.ReadAllText(_folder.File("b.json")));
        files.Commit();

        Assert.Equal(["a.json", "b.json", "inner", Path.Combine("inner", "c.json")], Written);
        Assert.Equal("new b", File.ReadAllText(_folder.File("b.json")));
    }

    [Fact]
    public void Without_a_commit_no_file_and_no_new_folder_is_left()
    {
        File.WriteAllText(_folder.File("b.json"), "old");
        using (var files = new PartialFiles(Path.Combine(_folder.Path, "new", "deep")))
        {
            files.Write("a.json", "a"u8);
            files.Write(Path.Combine("inner", "c.json"), "c"u8);
        }

        Assert.Equal(["b.json"], Written);
    }

    [Fact]
    public void An_older_file_that_contradicts_the_new_ones_goes_with_the_commit()
    {
        File.WriteAllText(_folder.File("index.json"), "old");
        using var files = new PartialFiles(_folder.Path);
        files.Write("a.json", "a"u8);
        files.Remove("index.json");
        files.Remove("none.json");

        Assert.True(File.Exists(_folder.File("index.json")));
        files.Commit();

        Assert.Equal(["a.json"], Written);
    }

    [Fact]
    public void A_name_that_is_taken_by_a_folder_is_one_sentence()
    {
        Directory.CreateDirectory(_folder.File("a.json"));
        using var files = new PartialFiles(_folder.Path);
        files.Write("a.json", "a"u8);

        var refusal = Assert.Throws<EngineException>(files.Commit);

        Assert.StartsWith(_folder.File("a.json"), refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("choose another folder.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_is_one_sentence()
    {
        File.WriteAllText(_folder.File("file"), "");

        var refusal = Assert.Throws<EngineException>(() => new PartialFiles(Path.Combine(_folder.Path, "file", "below")));

        Assert.Equal(EngineFailure.InvalidInput, refusal.Failure);
        Assert.Matches(@"^The folder .*below cannot be written into \(.*\); choose another folder\.$", refusal.Message);
    }
}

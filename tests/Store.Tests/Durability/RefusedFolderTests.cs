using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store.Durability;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store.Tests.Durability;

public class RefusedFolderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_folder_of_another_namespace()
    {
        using var folder = new Folder();
        await (await folder.OpenAsync(name: "faces")).DisposeAsync();
        var before = File.ReadAllBytes(folder.Log());

        await RefusedAsync(folder, EngineFailure.InvalidInput,
            $"The folder {folder.Path} keeps the namespace store://faces and not store://test; give path another folder.");
        Assert.Equal(before, File.ReadAllBytes(folder.Log()));
    }

    [Fact]
    public async Task The_folder_of_another_namespace_that_is_open()
    {
        using var folder = new Folder();
        await using var table = new NamespaceTable(NullLogger.Instance);
        await using var faces = await table.OpenAsync(new StoreSettings { Name = "faces", Folder = folder.Path }, Token);

        var refusal = await Assert.ThrowsAsync<EngineException>(
            () => table.OpenAsync(new StoreSettings { Name = "voices", Folder = folder.Path }, Token));

        Assert.Contains("keeps the namespace store://faces and not store://voices", refusal.Message, StringComparison.Ordinal);
        await using var again = await table.OpenAsync(new StoreSettings { Name = "faces", Folder = folder.Path }, Token);
        Assert.Same(faces.Namespace, again.Namespace);
    }

    [Fact]
    public async Task The_folder_of_a_newer_version()
    {
        using var folder = new Folder();
        var newer = new FileHeader(FileHeader.CurrentVersion + 1, FileKind.Log, 1, 0, "test").ToBytes();
        File.WriteAllBytes(folder.Log(), newer);

        await RefusedAsync(folder, EngineFailure.InvalidInput,
            $"{folder.Log()} has the format version 2 at byte 8, and this plugin reads 1; update the plugin, or give path another folder.");
        Assert.Equal(newer, File.ReadAllBytes(folder.Log()));
    }

    [Fact]
    public async Task A_folder_with_other_files()
    {
        using var folder = new Folder();
        File.WriteAllText(Path.Combine(folder.Path, "thesis.tex"), "text");

        await RefusedAsync(folder, EngineFailure.InvalidInput,
            $"The folder {folder.Path} has 'thesis.tex' in it and no namespace; give path an empty folder, or one that does not "
            + "exist yet.");
        Assert.Equal(["thesis.tex"], Directory.GetFiles(folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public async Task A_file_with_the_name_of_a_log()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.Log(), "a log of something else, longer than the beginning of ours is");

        await RefusedAsync(folder, EngineFailure.InvalidInput,
            $"{folder.Log()} does not begin as a file of a namespace, at byte 0; bring the folder back from a copy, or give path "
            + "another folder.");
    }

    [Fact]
    public async Task A_log_under_the_name_of_another()
    {
        using var folder = new Folder();
        await (await folder.OpenAsync()).DisposeAsync();
        File.Copy(folder.Log(1), folder.Log(2));

        await RefusedAsync(folder, EngineFailure.InvalidInput,
            $"{folder.Log(2)} says at byte 12 that it is log-000001; give it that name back.");
    }

    [Fact]
    public async Task A_file_in_place_of_the_folder()
    {
        using var parent = new Folder();
        var path = Path.Combine(parent.Path, "file");
        File.WriteAllText(path, "");

        var refusal = await Assert.ThrowsAsync<EngineException>(() => MemoryNamespace.OpenAsync(
            new StoreSettings { Name = "test", Folder = path }, NullLogger.Instance, FolderTraits.Default, Token));

        Assert.Equal(EngineFailure.PermissionDenied, refusal.Failure);
        Assert.Contains($"The folder {path} cannot be used", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_another_process_has_open_until_that_ends()
    {
        using var folder = new Folder();
        using (var child = new StoreChild(folder.Path, Requests.Durability.Always, 1_000_000))
        {
            child.WaitUntilReady();
            child.Send(Vectors.Set(([1, 2], "theirs")));
            Assert.True(child.Answer(Result.Parser)!.Success);

            await RefusedAsync(folder, EngineFailure.PermissionDenied,
                $"The namespace in {folder.Path} is open already, in another process or by another path; close it there, or give path "
                + "another folder.");
            // Reading needs no lock.
            Assert.Equal("theirs", folder.Read()["1 2"]);
        }

        await using var store = await folder.OpenAsync();
        Assert.Single((await store.StoresGetAsync(Vectors.Get([1, 2]), Token)).Keys);
        using var second = new StoreChild(folder.Path, Requests.Durability.Always, 1_000_000);
        var refusal = Assert.Throws<InvalidOperationException>(second.WaitUntilReady);
        Assert.Contains("is open already", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_namespace_cannot_be_read()
    {
        using var folder = new Folder();
        Assert.Equal(EngineFailure.NotFound, Assert.Throws<EngineException>(folder.Read).Failure);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));

        await (await folder.OpenAsync()).DisposeAsync();
        Assert.Empty(folder.Read());
    }

    private static async Task RefusedAsync(Folder folder, EngineFailure failure, string message)
    {
        var refusal = await Assert.ThrowsAsync<EngineException>(() => folder.OpenAsync());
        Assert.Equal(message, refusal.Message);
        Assert.Equal(failure, refusal.Failure);
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;
using LocalAI.CommandLine.Installation;

namespace LocalAI.CommandLine.Tests.Installation;

public sealed partial class BackendInstallerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "backends");

    public BackendInstallerTests()
    {
        _folder.Write("dist/run.sh", "");
        _folder.Write("dist/LocalAI.Plugins.Host.dll", "host 1");
        WritePlugin("llama", "llama", "1.0.0");
        WritePlugin("store", "store", "2.0.0");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_engine_becomes_a_backend_and_the_host_does_not()
    {
        Assert.Equal(["dotnet-llama-cpp", "dotnet-store"], Install().Backends.Select(backend => backend.Name));
        var folders = new DirectoryInfo(Target).GetDirectories();
        Assert.Equal(
            ["dotnet-llama-cpp", "dotnet-store"],
            folders.Where(folder => File.Exists(Path.Combine(folder.FullName, "run.sh"))).Select(folder => folder.Name).Order());
        Assert.All(folders, folder => Assert.Matches(BackendName(), folder.Name));
        Assert.Equal("host 1", ReadInstalled("dotnet-plugins-host/LocalAI.Plugins.Host.dll"));
        Assert.Equal("llama 1.0.0", ReadInstalled("dotnet-llama-cpp/plugins/llama/natives/engine.so"));
    }

    [Fact]
    public void Metadata_names_the_backend_and_claims_no_alias()
    {
        Install();
        using var metadata = JsonDocument.Parse(ReadInstalled("dotnet-llama-cpp/metadata.json"));
        Assert.Equal(["name", "version", "installed_at"], metadata.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("dotnet-llama-cpp", metadata.RootElement.GetProperty("name").GetString());
        Assert.Equal("1.0.0", metadata.RootElement.GetProperty("version").GetString());
    }

    [Fact]
    public void A_lone_plugin_is_pinned_and_variants_are_left_to_the_host()
    {
        WritePlugin("llama-cuda", "llama", "1.0.0");
        var installed = Install();
        Assert.Equal(["llama", "llama-cuda"], installed.Backends[0].Plugins);
        Assert.DoesNotContain("--plugin ", ReadInstalled("dotnet-llama-cpp/run.sh"), StringComparison.Ordinal);
        Assert.Contains("--plugin store ", ReadInstalled("dotnet-store/run.sh"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_install_replaces_the_first_and_leaves_nothing_else_behind()
    {
        Install();
        _folder.Write("dist/LocalAI.Plugins.Host.dll", "host 2");
        WritePlugin("llama", "llama", "1.1.0");
        _folder.Write("backends/own/run.sh", "mine");
        _folder.Write("backends/dotnet-llama-cpp/plugins/llama/stale.dll", "");
        Install();
        Assert.Equal("host 2", ReadInstalled("dotnet-plugins-host/LocalAI.Plugins.Host.dll"));
        Assert.Equal("llama 1.1.0", ReadInstalled("dotnet-llama-cpp/plugins/llama/natives/engine.so"));
        Assert.Equal("mine", ReadInstalled("own/run.sh"));
        Assert.False(File.Exists(Path.Combine(Target, "dotnet-llama-cpp/plugins/llama/stale.dll")));
        Assert.Equal(
            ["dotnet-llama-cpp", "dotnet-plugins-host", "dotnet-store", "own"],
            new DirectoryInfo(Target).GetDirectories().Select(folder => folder.Name).Order());
    }

    [Fact]
    public void A_faulty_plugin_leaves_an_earlier_install_as_it_was()
    {
        Install();
        _folder.Write("dist/plugins/bad/plugin.json", "{}");
        Assert.Contains("bad", Assert.Throws<UserError>(Install).Message, StringComparison.Ordinal);
        Assert.Equal("host 1", ReadInstalled("dotnet-plugins-host/LocalAI.Plugins.Host.dll"));
    }

    [Fact]
    public void A_target_inside_dist_is_refused()
    {
        var inside = Path.Combine(_folder.Path, "dist", "out");
        Assert.Contains("is inside", Assert.Throws<UserError>(() => InstallTo(inside)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(inside));
    }

    [Fact]
    public void A_link_into_dist_is_refused()
    {
        var link = Path.Combine(_folder.Path, "link");
        Directory.CreateSymbolicLink(link, Path.Combine(_folder.Path, "dist"));
        Assert.Contains("is inside", Assert.Throws<UserError>(() => InstallTo(Path.Combine(link, "out"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_refused() =>
        Assert.Contains("is a file", Assert.Throws<UserError>(() => InstallTo(_folder.Write("file", ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_folder_that_cannot_be_created_is_refused()
    {
        var file = _folder.Write("file", "");
        Assert.Contains("cannot be created", Assert.Throws<UserError>(() => InstallTo(Path.Combine(file, "below"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused()
    {
        // Not even an administrator, as whom CI may run, writes there.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The folder nobody can write to is in /proc.");
        Assert.Contains("cannot be written", Assert.Throws<UserError>(() => InstallTo("/proc/self")).Message, StringComparison.Ordinal);
    }

    private InstallResult Install() => InstallTo(Target);

    private InstallResult InstallTo(string target) =>
        BackendInstaller.Install(Distribution.Read(Path.Combine(_folder.Path, "dist", "run.sh")), target);

    private string ReadInstalled(string path) => File.ReadAllText(Path.Combine(Target, path));

    private void WritePlugin(string name, string engine, string version)
    {
        _folder.Write($"dist/plugins/{name}/plugin.json", $$"""
            {"name":"{{name}}","engine":"{{engine}}","version":"{{version}}","abi":1,"assembly":"E.dll","rpcs":["Predict"],"devices":["cpu"]}
            """);
        _folder.Write($"dist/plugins/{name}/natives/engine.so", $"{name} {version}");
    }

    [GeneratedRegex("^[a-zA-Z0-9-_]+$")]
    private static partial Regex BackendName();
}

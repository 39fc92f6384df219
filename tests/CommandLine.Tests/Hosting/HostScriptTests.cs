using LocalAI.CommandLine.Hosting;

namespace LocalAI.CommandLine.Tests.Hosting;

public class HostScriptTests
{
    [Fact]
    public void Takes_the_script_that_is_named()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write("other.sh", "");
        Assert.Equal(script, HostScript.Find(script, Repository.Root));
    }

    [Fact]
    public void Takes_the_script_of_the_folder_that_is_named()
    {
        using var folder = new TemporaryFolder();
        var script = folder.Write(HostScript.FileName, "");
        Assert.Equal(script, HostScript.Find(folder.Path, Repository.Root));
    }

    [Fact]
    public void Refuses_a_folder_without_a_script_and_names_it()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<UserError>(() => HostScript.Find(folder.Path, Repository.Root));
        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("--host", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_dist_above_the_tool() =>
        Assert.Equal(Path.Combine(Repository.Dist, HostScript.FileName), HostScript.Find(null, AppContext.BaseDirectory));

    [Fact]
    public void Says_what_to_build_when_there_is_no_host_above_the_tool()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("dotnet build", Assert.Throws<UserError>(() => HostScript.Find(null, folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_at_the_root_stands_for_dist() =>
        Assert.Equal(Repository.Dist, HostScript.FolderOf(Path.Combine(Repository.Root, HostScript.FileName)));
}

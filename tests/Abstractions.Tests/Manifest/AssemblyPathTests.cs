using System.Text.Json;

namespace LocalAI.Plugins.Abstractions.Tests.Manifest;

/// <summary>The assembly is code that will run: nothing outside the plugin's own folder may be named, on any platform.</summary>
public class AssemblyPathTests
{
    [Theory]
    [InlineData("../Evil.dll")]
    [InlineData(@"..\Evil.dll")]
    [InlineData("../../../../usr/lib/Evil.dll")]
    [InlineData("sub/Evil.dll")]
    [InlineData(@"sub\Evil.dll")]
    [InlineData("sub/../Evil.dll")]
    [InlineData("/usr/lib/Evil.dll")]
    [InlineData(@"C:\Evil.dll")]
    [InlineData("C:Evil.dll")]
    [InlineData(@"\\server\share\Evil.dll")]
    [InlineData("//server/share/Evil.dll")]
    [InlineData("file:///usr/lib/Evil.dll")]
    [InlineData("./Evil.dll")]
    [InlineData(@".\Evil.dll")]
    [InlineData("Evil.dll:stream.dll")]
    [InlineData("Evil\0.dll")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("Evil.so")]
    [InlineData("Evil")]
    [InlineData("Evil.dll/")]
    public void Refuses_a_path(string path)
    {
        var fault = Assert.Single(Manifests.FaultsOf(Manifests.With("assembly", JsonSerializer.Serialize(path))));

        Assert.Equal("assembly", fault.Field);
        Assert.Contains("in the plugin's own folder", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Story.dll")]
    [InlineData("Story.Engine.DLL")]
    [InlineData("..Story.dll")]
    [InlineData("Erz\u00e4hler \u7269\u8a9e.dll")]
    public void Takes_a_file_name(string name) =>
        Assert.Empty(Manifests.FaultsOf(Manifests.With("assembly", JsonSerializer.Serialize(name))));

    [Fact]
    public void Refuses_a_name_no_file_system_holds() =>
        Assert.Single(Manifests.FaultsOf(Manifests.With("assembly", $"\"{new string('a', 300)}.dll\"")));
}

using System.IO.Compression;
using System.Xml.Linq;

namespace LocalAI.Plugins.Abstractions.Tests.Packaging;

public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_package_holds_the_contract_its_docs_and_nothing_a_plugin_does_not_need()
    {
        await Dotnet.RunAsync(TestContext.Current.CancellationToken, "pack", "Abstractions/LocalAI.Plugins.Abstractions.csproj",
            "--no-restore", "--nologo", "-nodeReuse:false", "-o", _folder);

        using var package = await ZipFile.OpenReadAsync(
            Assert.Single(Directory.GetFiles(_folder, "*.nupkg")), TestContext.Current.CancellationToken);
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains("README.md", files);
        Assert.Contains("lib/net10.0/LocalAI.Plugins.Abstractions.xml", files);
        var assemblies = files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Equal(["lib/net10.0/LocalAI.Plugins.Abstractions.dll"], assemblies);

        var nuspec = await ReadAsync(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)));
        Assert.Equal(["Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions"],
            Named(nuspec, "dependency").Select(dependency => (string?)dependency.Attribute("id")).Order(StringComparer.Ordinal));
        Assert.Equal("MIT", Named(nuspec, "license").Single().Value);
        Assert.Equal("README.md", Named(nuspec, "readme").Single().Value);
    }

    private static IEnumerable<XElement> Named(XDocument document, string name) =>
        document.Descendants().Where(element => element.Name.LocalName == name);

    private static async Task<XDocument> ReadAsync(ZipArchiveEntry entry)
    {
        await using var stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
        return await XDocument.LoadAsync(stream, LoadOptions.None, TestContext.Current.CancellationToken);
    }
}

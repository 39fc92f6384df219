using LocalAI.Plugins.Host.Catalog;
using LocalAI.Plugins.Host.Tests.Samples;

namespace LocalAI.Plugins.Host.Tests.Catalog;

public sealed class PluginCatalogTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Finds_plugins_without_running_their_code()
    {
        _folder.Plugin("b", Manifests.Json("second"));
        _folder.Plugin("a", Manifests.Json("first"));

        var catalog = Scan();

        Assert.Equal(["first", "second"], catalog.Usable.Select(plugin => plugin.Name));
        Assert.Empty(catalog.Broken);
    }

    [Fact]
    public void A_missing_folder_is_an_empty_catalog() =>
        Assert.Empty(PluginCatalog.Scan(Path.Combine(_folder.Path, "nowhere")).Plugins);

    [Fact]
    public void Broken_folders_do_not_hide_the_good_ones()
    {
        _folder.Plugin("good", Manifests.Json("good"));
        _folder.Plugin("json", "{ not json");
        _folder.Plugin("fields", """{ "name": "x y", "abi": "one" }""");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "odd", "plugin.json"));

        var catalog = Scan();

        Assert.Equal("good", Assert.Single(catalog.Usable).Name);
        Assert.Equal(["empty", "fields", "json", "odd"], catalog.Broken.Select(broken => broken.Name));
        Assert.Contains("no plugin.json", catalog.Broken[0].Reason);
        Assert.Contains("version", catalog.Broken[1].Reason);
    }

    [Fact]
    public void Hidden_folders_are_left_alone()
    {
        _folder.Plugin(".git", Manifests.Json("hidden"));

        Assert.Empty(Scan().Plugins);
        Assert.Empty(Scan().Broken);
    }

    [Fact]
    public void Another_abi_is_not_supported()
    {
        _folder.Plugin("a", Manifests.Json("a").Replace("\"abi\": 1", "\"abi\": 2"));

        var standing = Assert.Single(Scan().Plugins).Standing;

        Assert.Equal(PluginState.NotSupported, standing.State);
        Assert.Contains("abi 2", standing.Reason);
    }

    [Fact]
    public void Another_platform_is_not_supported()
    {
        _folder.Plugin("a", Manifests.Json("a", """, "rids": ["plan9-mips"]"""));

        var standing = Assert.Single(Scan().Plugins).Standing;

        Assert.Equal(PluginState.NotSupported, standing.State);
        Assert.Contains(Platform.Rid, standing.Reason);
    }

    [Fact]
    public void This_platform_is_supported()
    {
        _folder.Plugin("a", Manifests.Json("a", $$""", "rids": ["{{Platform.Rid}}"]"""));

        Assert.Single(Scan().Usable);
    }

    [Fact]
    public void A_missing_assembly_is_a_fault()
    {
        _folder.File("a/plugin.json", Manifests.Json("a"));

        var standing = Assert.Single(Scan().Plugins).Standing;

        Assert.Equal(PluginState.Faulty, standing.State);
        Assert.Contains("'Engine.dll'", standing.Reason);
    }

    [Theory]
    [InlineData("../Engine.dll")]
    [InlineData("/tmp/Engine.dll")]
    [InlineData("sub/Engine.dll")]
    [InlineData("..\\\\Engine.dll")]
    [InlineData("C:\\\\Engine.dll")]
    [InlineData("Engine.dll\\u0000.dll")]
    [InlineData("..")]
    [InlineData(".dll/../../Engine.dll")]
    [InlineData("Engine.exe")]
    public void An_assembly_outside_the_folder_is_refused(string assembly)
    {
        _folder.File("Engine.dll", "");
        _folder.Plugin("a", Manifests.Json("a").Replace("Engine.dll", assembly));

        Assert.Empty(Scan().Usable);
        Assert.Contains("assembly", Assert.Single(Scan().Broken).Reason);
    }

    [Fact]
    public void A_link_that_leads_out_of_the_folder_is_refused()
    {
        var target = _folder.File("Elsewhere.dll", "");
        _folder.File("a/plugin.json", Manifests.Json("a"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "a", "Engine.dll"), target);

        Assert.Contains("leads out", Assert.Single(Scan().Plugins).Standing.Reason);
    }

    [Fact]
    public void A_linked_plugin_folder_is_taken()
    {
        using var elsewhere = new TempFolder();
        elsewhere.Plugin("a", Manifests.Json("a"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "a"), Path.Combine(elsewhere.Path, "a"));

        Assert.Single(Scan().Usable);
    }

    [Fact]
    public void Of_two_versions_the_newer_one_answers()
    {
        _folder.Plugin("a", Manifests.Json("same", version: "1.9.0"));
        _folder.Plugin("b", Manifests.Json("same", version: "1.10.0"));

        var catalog = Scan();

        Assert.Equal("1.10.0", Assert.Single(catalog.Usable).Manifest.Version);
        var old = Assert.Single(catalog.Plugins, plugin => plugin.Standing.State == PluginState.Superseded);
        Assert.Contains("'b'", old.Standing.Reason);
    }

    [Fact]
    public void A_name_that_is_taken_is_a_fault()
    {
        _folder.Plugin("a", Manifests.Json("same"));
        _folder.Plugin("b", Manifests.Json("same"));

        var catalog = Scan();

        Assert.EndsWith("a", Assert.Single(catalog.Usable).Folder, StringComparison.Ordinal);
        Assert.Contains("is taken", Assert.Single(catalog.Plugins, plugin => !plugin.Standing.Usable).Standing.Reason);
    }

    [Fact]
    public void A_pinned_catalog_answers_with_that_plugin_alone()
    {
        _folder.Plugin("a", Manifests.Json("llama"));
        _folder.Plugin("b", Manifests.Json("llama-cuda", """, "engine": "llama" """));
        _folder.Plugin("c", Manifests.Json("whisper"));

        Assert.Equal(["llama"], Pinned("llama"));
        Assert.Equal(["llama-cuda"], Pinned("llama-cuda"));
        Assert.Empty(Pinned("nobody"));
    }

    [Fact]
    public void An_active_variant_supersedes_the_others_which_can_still_be_forced()
    {
        _folder.Plugin("a", Manifests.Json("llama"));
        _folder.Plugin("b", Manifests.Json("llama-cuda", """, "engine": "llama" """));
        var catalog = Scan();

        catalog.MarkActive(catalog.Named("llama-cuda")[0]);

        var other = catalog.Named("llama")[0].Standing;
        Assert.Equal((PluginState.Superseded, true), (other.State, other.Usable));
    }

    public void Dispose() => _folder.Dispose();

    private PluginCatalog Scan() => PluginCatalog.Scan(_folder.Path);

    private IEnumerable<string> Pinned(string name) =>
        PluginCatalog.Scan(_folder.Path, name).Usable.Select(plugin => plugin.Name);
}

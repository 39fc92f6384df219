namespace LocalAI.Plugins.Abstractions.Tests.Manifest;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("manifest-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Reads_every_field()
    {
        var manifest = ManifestReader.Parse(Manifests.Valid().ToJsonString(), Manifests.File, out var faults);

        Assert.Empty(faults);
        Assert.NotNull(manifest);
        Assert.Equal("story", manifest.Name);
        Assert.Equal("story", manifest.EngineName);
        Assert.Equal("1.0.0", manifest.Version);
        Assert.Equal(1, manifest.Abi);
        Assert.Equal("Story.dll", manifest.Assembly);
        Assert.Equal("Tells stories", manifest.Description);
        Assert.Equal(["Predict", "PredictStream"], manifest.Rpcs);
        Assert.Equal([".gguf"], manifest.Models.Extensions);
        Assert.Equal(["GGUF"], manifest.Models.Magic);
        Assert.Equal(["model_index.json"], manifest.Models.Files);
        Assert.Equal(["store://"], manifest.Models.Names);
        Assert.Equal(["cuda", "cpu"], manifest.Devices);
        Assert.Equal(-3, manifest.Priority);
        Assert.True(manifest.Native);
        Assert.Equal(["Predict"], manifest.Stateless);
        Assert.Equal(["linux-x64"], manifest.Rids);
    }

    [Fact]
    public void A_variant_shares_the_name_of_its_engine()
    {
        var manifest = ManifestReader.Parse(Manifests.With("engine", "\"tale\""), Manifests.File, out _);

        Assert.Equal("tale", manifest?.EngineName);
    }

    [Theory]
    [InlineData("description")]
    [InlineData("models")]
    [InlineData("priority")]
    [InlineData("native")]
    [InlineData("stateless")]
    [InlineData("rids")]
    public void Does_without_an_optional_field(string field) => Assert.Empty(Manifests.FaultsOf(Manifests.With(field, null)));

    [Theory]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("abi")]
    [InlineData("assembly")]
    [InlineData("rpcs")]
    [InlineData("devices")]
    public void Names_a_required_field_that_is_missing(string field)
    {
        var fault = Assert.Single(Manifests.FaultsOf(Manifests.With(field, null)));

        Assert.Equal(field, fault.Field);
        Assert.Contains("is missing", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{Manifests.File}: {field}: ", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "7")]
    [InlineData("version", "1.0")]
    [InlineData("abi", "\"1\"")]
    [InlineData("abi", "1.5")]
    [InlineData("abi", "99999999999")]
    [InlineData("assembly", "[]")]
    [InlineData("description", "null")]
    [InlineData("engine", "true")]
    [InlineData("rpcs", "\"Predict\"")]
    [InlineData("rpcs", "[\"Predict\", \"PredictStream\", 7]")]
    [InlineData("models", "[]")]
    [InlineData("models.magic", "\"GGUF\"")]
    [InlineData("models.files", "[null]")]
    [InlineData("devices", "{}")]
    [InlineData("priority", "\"high\"")]
    [InlineData("native", "\"yes\"")]
    [InlineData("native", "null")]
    [InlineData("stateless", "0")]
    [InlineData("rids", "\"linux-x64\"")]
    public void Names_a_field_of_the_wrong_type_once(string field, string json) =>
        Assert.Equal(field, Assert.Single(Manifests.FaultsOf(Manifests.With(field, json))).Field);

    [Theory]
    [InlineData("rpc")]
    [InlineData("Name")]
    [InlineData("models.extension")]
    public void Refuses_an_unknown_field_and_lists_the_known_ones(string field)
    {
        var fault = Assert.Single(Manifests.FaultsOf(Manifests.With(field, "\"x\"")));

        Assert.Equal(field, fault.Field);
        Assert.Contains(field.StartsWith("models.", StringComparison.Ordinal) ? "extensions" : "assembly", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_all_faults_at_once()
    {
        const string json = """
            { "name": "a b", "version": "one", "abi": 0, "assembly": "../x.dll", "rpcs": ["Predikt", "Health"], "devices": [],
              "models": { "extensions": ["gguf"], "magic": [""], "files": ["a/b"], "names": [" "], "colour": 1 },
              "stateless": ["VAD"], "rids": ["Linux X64"], "native": 1, "sise": 3 }
            """;

        Assert.Equal(
            ["abi", "assembly", "devices", "models.colour", "models.extensions", "models.files", "models.magic", "models.names",
             "name", "native", "rids", "rpcs", "rpcs", "sise", "stateless", "version"],
            Manifests.FaultsOf(json).Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Takes_comments_and_trailing_commas() => Assert.Empty(Manifests.FaultsOf("""
        // what this plugin is
        { "name": "story", "version": "1.0.0", "abi": 1, "assembly": "Story.dll",
          /* one */ "rpcs": ["Predict",], "devices": ["cpu"], }
        """));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"name\": \"a\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"plugin\"")]
    [InlineData("\0\0\0\0")]
    public void Refuses_what_is_not_one_json_object_with_one_fault_for_the_file(string json)
    {
        var fault = Assert.Single(Manifests.FaultsOf(json));

        Assert.Equal("", fault.Field);
        Assert.StartsWith($"{Manifests.File}: ", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_deep_nesting_without_a_crash() =>
        Assert.Single(Manifests.FaultsOf(new string('[', 100_000) + new string(']', 100_000)));

    [Fact]
    public void Says_that_the_file_is_missing()
    {
        Assert.Null(ManifestReader.Read(_folder, out var faults));
        Assert.Contains("cannot be read", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_read_a_huge_file()
    {
        using (var file = File.Create(Path.Combine(_folder, PluginManifest.FileName)))
            file.SetLength(ManifestReader.MaximumBytes + 1L);

        Assert.Null(ManifestReader.Read(_folder, out var faults));
        Assert.Contains($"{ManifestReader.MaximumBytes + 1}", Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_manifest_of_a_folder()
    {
        File.WriteAllText(Path.Combine(_folder, PluginManifest.FileName), Manifests.Valid().ToJsonString());

        Assert.Equal("story", ManifestReader.Read(_folder, out var faults)?.Name);
        Assert.Empty(faults);
    }
}

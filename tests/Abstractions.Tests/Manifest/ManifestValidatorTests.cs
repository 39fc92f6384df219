namespace LocalAI.Plugins.Abstractions.Tests.Manifest;

public class ManifestValidatorTests
{
    [Theory]
    [InlineData("name", "\"\"")]
    [InlineData("name", "\"a b\"")]
    [InlineData("name", "\"a.b\"")]
    [InlineData("name", "\"../a\"")]
    [InlineData("name", "\"\u00e9t\u00e9\"")]
    [InlineData("name", "\"a\\n\"")]
    [InlineData("engine", "\"\"")]
    [InlineData("engine", "\"a/b\"")]
    [InlineData("version", "\"1\"")]
    [InlineData("version", "\"1.0\"")]
    [InlineData("version", "\"v1.0.0\"")]
    [InlineData("version", "\"1.0.0\\n\"")]
    [InlineData("version", "\"1.0.9999999999\"")]
    [InlineData("version", "\"1.0.0-\"")]
    [InlineData("abi", "0")]
    [InlineData("abi", "-1")]
    [InlineData("devices", "[]")]
    [InlineData("devices", "[\"gpu\"]")]
    [InlineData("devices", "[\"0\"]")]
    [InlineData("devices", "[\"cpu\", \"cpu\"]")]
    [InlineData("rids", "[\"linux x64\"]")]
    [InlineData("rids", "[\"\"]")]
    [InlineData("models.extensions", "[\"gguf\"]")]
    [InlineData("models.extensions", "[\".\"]")]
    [InlineData("models.extensions", "[\"\"]")]
    [InlineData("models.magic", "[\"\"]")]
    [InlineData("models.magic", "[\"12345678901234567\"]")]
    [InlineData("models.magic", "[\"\u00e9\"]")]
    [InlineData("models.files", "[\"a/model.json\"]")]
    [InlineData("models.files", "[\"..\"]")]
    [InlineData("models.names", "[\"\"]")]
    [InlineData("models.names", "[\"  \"]")]
    [InlineData("stateless", "[\"VAD\"]")]
    public void Refuses_a_value_and_names_its_field(string field, string json) =>
        Assert.Equal(field, Assert.Single(Manifests.FaultsOf(Manifests.With(field, json))).Field);

    [Theory]
    [InlineData("[\"Health\"]", "the host answers itself")]
    [InlineData("[\"LoadModel\"]", "the host answers itself")]
    [InlineData("[\"Predikt\"]", "not an RPC")]
    [InlineData("[\"predict\"]", "case-sensitive")]
    [InlineData("[]", "at least one")]
    [InlineData("[\"Predict\", \"Predict\"]", "2 times")]
    public void Refuses_rpcs_that_no_engine_can_answer(string json, string reason)
    {
        var manifest = Manifests.Valid();
        manifest.Remove("stateless");
        manifest["rpcs"] = System.Text.Json.Nodes.JsonNode.Parse(json);

        var fault = Assert.Single(Manifests.FaultsOf(manifest.ToJsonString()));
        Assert.Equal("rpcs", fault.Field);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_every_rpc_that_engines_answer()
    {
        var all = string.Join(", ", Rpc.Capabilities.Keys.Select(rpc => $"\"{rpc}\""));

        Assert.Empty(Manifests.FaultsOf(Manifests.With("rpcs", $"[{all}]")));
    }

    [Theory]
    [InlineData("version", "\"0.0.0\"")]
    [InlineData("version", "\"10.20.30-rc.1\"")]
    [InlineData("abi", "2")]
    [InlineData("name", "\"A-b_9\"")]
    [InlineData("devices", "[\"CUDA\", \"DirectML\"]")]
    [InlineData("rids", "[\"linux-musl-arm64\"]")]
    [InlineData("models.names", "[\"trainer\"]")]
    public void Takes_a_value(string field, string json) => Assert.Empty(Manifests.FaultsOf(Manifests.With(field, json)));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_name_has_at_most_64_characters(int length, bool valid) =>
        Assert.Equal(valid, Manifests.FaultsOf(Manifests.With("name", $"\"{new string('a', length)}\"")).Count == 0);
}

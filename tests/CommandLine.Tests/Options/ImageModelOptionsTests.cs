using System.CommandLine;
using LocalAI.CommandLine.Options;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Tests.Options;

public class ImageModelOptionsTests
{
    private static readonly ConnectionSettings Here = new(null, null, null, Verbose: false);
    private static readonly ConnectionSettings Elsewhere = new("127.0.0.1:1", null, null, Verbose: false);

    [Fact]
    public void Faces_have_the_pack_that_comes_with_their_plugin()
    {
        var options = Faces(Here)!;
        Assert.Equal(("default", "", ""), (options.Model, options.ModelFile, options.ModelPath));
        Assert.Equal(["plugin:faces"], options.Options);
    }

    [Fact]
    public void A_running_host_answers_with_what_it_has_loaded()
    {
        Assert.Null(Faces(Elsewhere));
        Assert.Null(Objects(Elsewhere));
    }

    [Fact]
    public void A_pack_is_known_by_its_name_and_the_rest_travels_as_options()
    {
        var options = Faces(
            Here, "--model", "insightface-buffalo-l", "--plugin", "mine", "--device", "cpu", "--option", "root:/packs", "--threads", "2")!;
        Assert.Equal(("insightface-buffalo-l", "", 2), (options.Model, options.ModelFile, options.Threads));
        Assert.Equal(["device:cpu", "plugin:mine", "root:/packs"], options.Options);
    }

    [Fact]
    public void A_file_or_folder_is_sent_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("packs/det_10g.onnx", "");
        var pack = Path.GetDirectoryName(file)!;
        var faces = Faces(Here, "--model", pack + Path.DirectorySeparatorChar)!;
        Assert.Equal(("packs", pack + Path.DirectorySeparatorChar), (faces.Model, faces.ModelFile));

        var objects = Objects(Here, "--model", file)!;
        Assert.Equal(("det_10g.onnx", file, pack), (objects.Model, objects.ModelFile, objects.ModelPath));
        Assert.Empty(objects.Options);
    }

    [Fact]
    public void A_file_of_another_machine_is_passed_on_as_it_was_written()
    {
        Assert.Equal("/models/there.onnx", Objects(Elsewhere, "--model", "/models/there.onnx")!.ModelFile);
        Assert.Equal("/models/pack", Faces(Elsewhere, "--model", "/models/pack")!.ModelFile);
    }

    private static ModelOptions? Faces(ConnectionSettings connection, params string[] args) =>
        Read(ImageModelOptions.ForFaces, connection, args);

    private static ModelOptions? Objects(ConnectionSettings connection, params string[] args) =>
        Read(ImageModelOptions.ForObjects, connection, args);

    private static ModelOptions? Read(Func<Command, ImageModelOptions> create, ConnectionSettings connection, string[] args)
    {
        var command = new Command("test");
        var load = create(command);
        var result = command.Parse(args);
        Assert.Empty(result.Errors);
        return load.Read(result, connection);
    }
}

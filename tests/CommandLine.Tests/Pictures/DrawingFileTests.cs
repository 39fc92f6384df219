using LocalAI.CommandLine.Pictures;
using SkiaSharp;

namespace LocalAI.CommandLine.Tests.Pictures;

public sealed class DrawingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Photo _photo;

    public DrawingFileTests()
    {
        _photo = TestPhotos.Plain(64, 48, SKColors.Gray) with { File = Path.Combine(_folder.Path, "photo.png") };
        File.WriteAllBytes(_photo.File, _photo.Bytes);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_drawing_appears_when_it_is_whole()
    {
        var output = Path.Combine(_folder.Path, "out.png");
        File.WriteAllText(output, "older");
        using (var drawing = DrawingFile.Open(output, _photo))
        {
            Assert.Equal("older", File.ReadAllText(output));
            drawing.Write([new Mark("dog", "", 10, 10, 20, 20)]);
            Assert.Equal(output, drawing.Output);
        }
        using var picture = TestPhotos.Decode(File.ReadAllBytes(output));
        Assert.Equal((64, 48), (picture.Width, picture.Height));
        Assert.Equal(["out.png", "photo.png"], Names());
    }

    [Fact]
    public void What_is_not_drawn_leaves_nothing()
    {
        DrawingFile.Open(Path.Combine(_folder.Path, "out.png"), _photo).Dispose();
        Assert.Equal(["photo.png"], Names());
    }

    [Fact]
    public void The_photo_itself_is_not_overwritten_by_whichever_name()
    {
        Refuse(_photo.File);
        Refuse(Path.Combine(_folder.Path, ".", "..", Path.GetFileName(_folder.Path), "photo.png"));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(_folder.Path, "link.png"), _photo.File);
            Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "here"), _folder.Path);
            Refuse(Path.Combine(_folder.Path, "link.png"));
            Refuse(Path.Combine(_folder.Path, "here", "photo.png"));
        }
        Assert.Equal(_photo.Bytes, File.ReadAllBytes(_photo.File));

        void Refuse(string output) => Assert.Equal(
            $"'{output}' is the image itself; name another file for the drawing.",
            Assert.Throws<UserError>(() => DrawingFile.Open(output, _photo)).Message);
    }

    [Fact]
    public void Where_nothing_can_be_written_is_said_before_anything_is_drawn()
    {
        var output = Path.Combine(_folder.Path, "nowhere", "out.png");
        Assert.Equal(
            $"'{output}' cannot be written; name a file in a folder that exists and can be written to.",
            Assert.Throws<UserError>(() => DrawingFile.Open(output, _photo)).Message);
    }

    [Fact]
    public void What_is_no_image_is_refused_before_a_file_is_made()
    {
        var notes = new Photo("notes.txt", "hello"u8.ToArray());
        Assert.Throws<UserError>(() => DrawingFile.Open(Path.Combine(_folder.Path, "out.png"), notes));
        Assert.Equal(["photo.png"], Names());
    }

    private IEnumerable<string?> Names() => Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order();
}

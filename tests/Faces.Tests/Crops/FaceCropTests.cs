using LocalAI.Plugins.Faces.Crops;
using LocalAI.Plugins.Faces.Packs;
using LocalAI.Plugins.Imaging;

namespace LocalAI.Plugins.Faces.Tests.Crops;

public class FaceCropTests
{
    [Theory]
    [InlineData("shifted")]
    [InlineData("clamped")]
    public void Regions_are_those_of_another_implementation(string kind)
    {
        var cases = Golden.Detectors["crops"]!.AsArray();
        Assert.All(cases, golden =>
        {
            var (picture, box) = (Golden.Numbers(golden!["picture"]), Golden.Numbers(golden["box"]));
            var crop = new FaceCrop(new CropPart
            {
                Kind = Enum.Parse<CropKind>(kind, ignoreCase: true),
                Scale = golden["scale"]!.GetValue<float>(),
            });

            var region = crop.RegionOf(new Box(box[0], box[1], box[2], box[3]), (int)picture[0], (int)picture[1]);

            // A half of a pixel more or less in single precision is a pixel after it is cut to a whole number.
            var expected = Golden.Numbers(golden[kind]);
            Assert.Equal(expected[0], region.X, 1.0);
            Assert.Equal(expected[1], region.Y, 1.0);
            Assert.Equal(expected[2], region.Width, 1.0);
            Assert.Equal(expected[3], region.Height, 1.0);
        });
        Assert.Equal(160, cases.Count);
    }

    [Fact]
    public void A_box_outside_of_the_picture_gives_the_whole_picture()
    {
        foreach (var kind in (CropKind[])[CropKind.Clamped, CropKind.Corner])
        {
            var region = new FaceCrop(new CropPart { Kind = kind, Scale = 1 }).RegionOf(new Box(500, 500, 600, 600), 100, 80);

            Assert.Equal(new Region(0, 0, 100, 80), region);
        }
    }

    [Fact]
    public void A_centred_crop_far_away_is_black()
    {
        using var picture = new Picture(96, 96);
        picture.Bytes.Fill(200);
        var tensor = new float[3 * 96 * 96];
        Array.Fill(tensor, 1);

        new FaceCrop(new CropPart { Kind = CropKind.Centred, Scale = 1.5f })
            .Write(picture, new Box(1e30f, 1e30f, 1.1e30f, 1.1e30f), tensor, 96, 96, PixelValues.Raw(ChannelOrder.Rgb));

        Assert.All(tensor, value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_picture_of_one_pixel_can_be_cropped()
    {
        foreach (var kind in (CropKind[])[CropKind.Shifted, CropKind.Clamped, CropKind.Corner])
        {
            var crop = new FaceCrop(new CropPart { Kind = kind, Scale = 2.7f, Square = true });

            Assert.Equal(new Region(0, 0, 1, 1), crop.RegionOf(new Box(0, 0, 1, 1), 1, 1));
        }
    }

    [Fact]
    public void A_square_has_the_height_of_the_box_and_stays_in_the_picture()
    {
        Assert.Equal(new Box(35, 10, 135, 110), FaceSquare.Of(new Box(60, 10, 110, 110), 640, 480));
        Assert.Equal(new Box(0, 5, 60, 99), FaceSquare.Of(new Box(-30, 5, 50, 105), 61, 100));
        Assert.Null(FaceSquare.Of(new Box(900, 10, 950, 60), 640, 480));
    }

    [Fact]
    public void A_centred_crop_is_black_beyond_the_picture()
    {
        using var picture = new Picture(96, 96);
        picture.Bytes.Fill(200);
        var tensor = new float[3 * 96 * 96];

        new FaceCrop(new CropPart { Kind = CropKind.Centred, Scale = 1.5f })
            .Write(picture, new Box(-32, -32, 32, 32), tensor, 96, 96, PixelValues.Raw(ChannelOrder.Rgb));

        // The centre is the picture's corner, and the side 1.5 · 64 = 96 pixels.
        Assert.Equal(0, tensor[47 * 96 + 47]);
        Assert.Equal(200, tensor[48 * 96 + 48]);
        Assert.Equal(200, tensor[95 * 96 + 95]);
        Assert.Equal(0, tensor[95 * 96 + 40]);
    }
}

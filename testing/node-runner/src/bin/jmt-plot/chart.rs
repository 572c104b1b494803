//! Lines over the years, as SVG. Text stays text: the reader's fonts are used, none is needed here.

use plotters::prelude::*;

/// Width and height in pixels.
const SIZE: (u32, u32) = (960, 540);

/// The font's family, for whoever renders the picture.
const FONT: &str = "sans-serif";

/// Upper end of the axis of amounts, in billions.
const MOST_BILLIONS: f64 = 16.0;

/// A line of the chart.
pub(crate) struct Line {
	/// Its name.
	pub(crate) label: String,
	pub(crate) color: RGBColor,
	/// Years since launch, and billions of JMT.
	pub(crate) points: Vec<(f64, f64)>,
}

/// The chart as an SVG document.
pub(crate) fn svg(lines: &[Line]) -> Result<String, String> {
	let mut svg = String::new();
	draw(&mut svg, lines).map_err(|error| error.to_string())?;
	Ok(svg)
}

fn draw(svg: &mut String, lines: &[Line]) -> Result<(), Box<dyn std::error::Error>> {
	let years =
		lines.iter().flat_map(|line| line.points.iter().map(|(year, _)| *year)).fold(0.0, f64::max);
	let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
	area.fill(&WHITE)?;
	let mut chart = ChartBuilder::on(&area)
		.caption("JMT: release and vesting over ten years", (FONT, 24))
		.margin(16)
		.margin_right(32)
		.x_label_area_size(48)
		.y_label_area_size(56)
		.build_cartesian_2d(0.0..years, 0.0..MOST_BILLIONS)?;
	chart
		.configure_mesh()
		.x_labels(11)
		.y_labels(9)
		.x_desc("years since launch")
		.y_desc("billions of JMT")
		.x_label_formatter(&|year| format!("{year:.0}"))
		.y_label_formatter(&|amount| format!("{amount:.0}"))
		.label_style((FONT, 15))
		.axis_desc_style((FONT, 17))
		.bold_line_style(BLACK.mix(0.15))
		.light_line_style(TRANSPARENT)
		.draw()?;
	for line in lines {
		let style = line.color.stroke_width(3);
		chart
			.draw_series(LineSeries::new(line.points.iter().copied(), style))?
			.label(&line.label)
			.legend(move |(x, y)| PathElement::new([(x, y), (x + 24, y)], style));
	}
	chart
		.configure_series_labels()
		.position(SeriesLabelPosition::MiddleRight)
		.legend_area_size(32)
		.label_font((FONT, 16))
		.background_style(WHITE.mix(0.9))
		.border_style(BLACK.mix(0.3))
		.draw()?;
	area.present()?;
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	fn line(label: &str, points: Vec<(f64, f64)>) -> Line {
		Line { label: label.into(), color: RGBColor(1, 2, 3), points }
	}

	#[test]
	fn it_draws_every_line_with_its_label_and_both_axes() {
		let lines = [
			line("going up", vec![(0.0, 0.0), (5.0, 7.5), (10.0, 15.0)]),
			line("going down", vec![(0.0, 5.0), (10.0, 0.0)]),
		];
		let svg = svg(&lines).unwrap();
		assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
		for text in ["going up", "going down", "years since launch", "billions of JMT"] {
			assert!(svg.contains(text), "{text} is missing: {svg}");
		}
		// Each line, and its sample in the legend.
		assert_eq!(svg.matches("stroke=\"#010203\"").count(), 4, "{svg}");
	}

	#[test]
	fn it_puts_more_higher_and_later_to_the_right() {
		let svg = svg(&[line("going up", vec![(0.0, 0.0), (10.0, 15.0)])]).unwrap();
		let drawn = svg.split("<polyline").find(|part| part.contains("#010203")).unwrap();
		let points = drawn.split("points=\"").nth(1).unwrap().split('"').next().unwrap();
		let pixels: Vec<(f64, f64)> = points
			.split_whitespace()
			.map(|point| point.split_once(',').unwrap())
			.map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
			.collect();
		assert_eq!(pixels.len(), 2, "{points}");
		assert!(pixels[0].0 < pixels[1].0, "{points}");
		assert!(pixels[0].1 > pixels[1].1, "{points}");
	}
}

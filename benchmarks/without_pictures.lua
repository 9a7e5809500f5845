-- For pandoc: what a picture says of itself is seen by nobody who reads the page.
function Image()
  return {}
end
